package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.util.Map;
import java.util.Optional;

/** A record of an envelope, as far as it can be understood by itself. */
sealed interface Incoming {

  /** Its position in the store's change log. */
  long seq();

  /**
   * The store received or made a document.
   *
   * @param seq position
   * @param key which one
   * @param verdict accepted or parked
   * @param reason why it is parked, or null
   * @param detail what it waits for, or null
   * @param resolved the store's decision on lines whose maker did not know the item
   * @param hash the document's own chain
   * @param body its maker's bytes; not copied, not to be changed
   * @param document empty only when the store parked it because it cannot be read
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier on the hot path, never compared
  record Received(
      long seq,
      DocumentKey key,
      Verdict verdict,
      ParkedReason reason,
      String detail,
      Map<Integer, Boolean> resolved,
      Hash hash,
      byte[] body,
      Optional<Document> document)
      implements Incoming {

    boolean isParked() {
      return state() == Held.State.PARKED;
    }

    Held.State state() {
      return Held.State.of(verdict, reason);
    }

    /** The same document, left unbooked for good. */
    Received dismissed(String why) {
      return new Received(
          seq, key, Verdict.PARKED, ParkedReason.DISMISSED, why, resolved, hash, body, document);
    }

    /** The same document, booked after all. */
    Received released(Map<Integer, Boolean> decided) {
      return new Received(seq, key, Verdict.ACCEPTED, null, null, decided, hash, body, document);
    }
  }

  /**
   * The store booked a parked document after all.
   *
   * @param seq position
   * @param key which one
   * @param resolved the store's decision on lines whose maker did not know the item
   */
  record Released(long seq, DocumentKey key, Map<Integer, Boolean> resolved) implements Incoming {}

  /**
   * A person at the store has decided that a parked document stays unbooked.
   *
   * @param seq position
   * @param key which one
   * @param why the reason that was given
   */
  record Dismissed(long seq, DocumentKey key, String why) implements Incoming {}

  /**
   * A record this program cannot make sense of.
   *
   * @param seq position, or what it must be when the record does not say
   * @param why in words for a person
   */
  record Unapplicable(long seq, String why) implements Incoming {}
}
