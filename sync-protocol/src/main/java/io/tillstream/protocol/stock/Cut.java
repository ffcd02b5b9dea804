package io.tillstream.protocol.stock;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import java.util.HashMap;
import java.util.Map;

/**
 * Which documents a count already includes: of each terminal all up to a place, those of its
 * earlier epochs among them. It says so of documents that have not arrived, too, which is what
 * makes a count right however late they come (I9). Of a terminal that is not named it includes
 * none. Immutable.
 *
 * @param places by terminal
 */
public record Cut(Map<TerminalId, Place> places) {

  /** A cut that includes nothing. */
  public static final Cut NOTHING = new Cut(Map.of());

  /** Copies the places. */
  public Cut {
    places = Map.copyOf(places);
  }

  /**
   * A place in a terminal's documents.
   *
   * @param epoch of which life of its journal
   * @param n the last document that is included; 0 when none of this epoch is
   */
  public record Place(int epoch, long n) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
      return epoch == other.epoch ? Long.compare(n, other.n) : Integer.compare(epoch, other.epoch);
    }

    /** Whether a document of the same terminal stands here or before. */
    public boolean includes(int otherEpoch, long otherN) {
      return compareTo(new Place(otherEpoch, otherN)) >= 0;
    }
  }

  /** Whether the count includes this document. */
  public boolean includes(DocumentKey document) {
    Place place = places.get(document.terminal());
    return place != null && place.includes(document.epoch(), document.n());
  }

  /** What either of two cuts includes: a later count includes all that an earlier one did. */
  public Cut and(Cut other) {
    Map<TerminalId, Place> both = new HashMap<>(places);
    other.places.forEach(
        (terminal, place) ->
            both.merge(terminal, place, (one, two) -> one.compareTo(two) >= 0 ? one : two));
    return new Cut(both);
  }
}
