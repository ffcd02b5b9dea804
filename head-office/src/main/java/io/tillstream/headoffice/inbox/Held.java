package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What head office holds of a store before an envelope is applied. */
interface Held {

  /** The head of a terminal's chain; empty before its first document. */
  Optional<Head> head(DocumentStream stream) throws SQLException;

  /** A document that is held. */
  Optional<HeldDocument> document(DocumentKey key) throws SQLException;

  /** The chain hashes of what was kept aside under a key. */
  Set<Hash> asideAt(DocumentKey key) throws SQLException;

  /** Whether a count or a restatement of this name is booked. */
  boolean isBooked(CountDocument name) throws SQLException;

  /**
   * A document of a count, by what it is called whenever and wherever it is made.
   *
   * @param store whose
   * @param type a count, a restatement, or the movement that takes a correction back
   * @param reference its name
   */
  record CountDocument(StoreId store, DocumentType type, String reference) {}

  /**
   * Where a terminal's chain stands.
   *
   * @param n the last document held
   * @param hash the chain up to there
   * @param parked how many of the stream's documents wait for a release
   */
  record Head(long n, Hash hash, long parked) {

    static final Head START = new Head(0, Hash.START, 0);

    Head parkedChangedBy(int count) {
      return new Head(n, hash, parked + count);
    }
  }

  /**
   * A document that is held.
   *
   * @param hash its own chain
   * @param state whether it is booked
   * @param body its maker's bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record HeldDocument(Hash hash, State state, byte[] body) {}

  /** Whether a document is booked. */
  enum State {
    /** Its movements are in the stock. */
    BOOKED,
    /** It waits for a release. */
    PARKED,
    /** A person at the store has decided that it waits no more. */
    DISMISSED;

    static State of(Verdict verdict, ParkedReason reason) {
      if (verdict != Verdict.PARKED) {
        return BOOKED;
      }
      return reason == ParkedReason.DISMISSED ? DISMISSED : PARKED;
    }
  }
}
