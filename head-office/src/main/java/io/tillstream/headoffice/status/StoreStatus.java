package io.tillstream.headoffice.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.time.Instant;
import java.util.List;

/**
 * What head office holds of a store.
 *
 * @param store which
 * @param incarnation the newest life of its change log that was met, or null before the first
 * @param position how far that was followed
 * @param hash the chain up to there
 * @param documents how many documents are held
 * @param streams where its terminals' chains stand
 * @param lastEnvelopeAt when it last sent something, or null
 * @param forkSeenAt when it last told another history than the one held, or null
 * @param parked why its envelopes are turned away, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoreStatus(
    StoreId store,
    String incarnation,
    long position,
    Hash hash,
    Counts documents,
    List<Stream> streams,
    Instant lastEnvelopeAt,
    Instant forkSeenAt,
    Parked parked) {

  /**
   * Documents held.
   *
   * @param made at terminals
   * @param own of the store server itself
   * @param parked of both, those that wait for a release
   * @param collisions others under keys that were taken, kept aside and not settled by a person
   */
  record Counts(long made, long own, long parked, long collisions) {}

  /** The head of a terminal's chain. */
  record Stream(TerminalId terminal, int epoch, long n, Hash hash) {}

  /**
   * The record in the way.
   *
   * @param since when it arrived
   * @param seq its position
   * @param detail what is wrong with it
   */
  record Parked(Instant since, long seq, String detail) {}
}
