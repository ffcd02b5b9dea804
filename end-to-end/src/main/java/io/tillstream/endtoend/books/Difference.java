package io.tillstream.endtoend.books;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something on which two tiers do not agree.
 *
 * @param kind of disagreement
 * @param subject which item, document or stream
 * @param says what each holder says of it
 */
public record Difference(Kind kind, String subject, Map<String, String> says) {

  /** What can differ. */
  public enum Kind {
    /** Where a stream stands. */
    STREAM("stream"),
    /** A document that one tier has otherwise, or not at all. */
    DOCUMENT("document"),
    /** A printed number. */
    NUMBER("number"),
    /** A quantity. */
    ON_HAND("on-hand"),
    /** Documents that wait for a person. */
    WAITING("waiting"),
    /** A tier against what was computed from the input. */
    INPUT("input");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** Copies the map, in the order of the holders' names. */
  public Difference {
    says = new TreeMap<>(says);
  }

  /** The first few, and how many there are. */
  static List<Difference> first(List<Difference> all, int most) {
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  @Override
  public String toString() {
    return kind
        + " "
        + subject
        + ": "
        + says.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining("; "));
  }
}
