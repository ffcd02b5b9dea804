package io.tillstream.agent.stock;

import io.tillstream.agent.link.Contact;
import io.tillstream.replica.Replica;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Of when the store's figures are that this terminal shows: by the store's clock, so that a
 * terminal whose clock is wrong by a day shows the same age as any other (I20). Thread-safe.
 */
public final class StockAge {

  private final Replica replica;
  private final Contact contact;
  private final InstantSource clock;
  private volatile Instant confirmed; // since the start; else the file says

  /** Of this replica. */
  public StockAge(Replica replica, Contact contact, InstantSource clock) {
    this.replica = replica;
    this.contact = contact;
    this.clock = clock;
  }

  /**
   * The age of what is shown.
   *
   * @param asOf when the store last said that this is all it has, by its clock
   * @param seconds since then; by the terminal's clock without the skew that was measured last
   */
  public record Age(Instant asOf, long seconds) {}

  /** As of now; empty before the first figures came. Own documents are newer than that. */
  public Optional<Age> now() {
    return asOf()
        .map(asOf -> new Age(asOf, Math.max(0, Duration.between(asOf, storeTime()).toSeconds())));
  }

  /** When the store last said so. */
  public Optional<Instant> asOf() {
    Instant since = confirmed;
    return since == null ? replica.checkpoint().map(Replica.Checkpoint::at) : Optional.of(since);
  }

  /** The store has said that there is nothing more than what is shown now. */
  public void confirmed(Instant storeTime) {
    confirmed = storeTime;
  }

  /** Other figures were put in the place of those that were confirmed. */
  public void forget() {
    confirmed = null;
  }

  /** What the store's clock says now, as far as its skew was measured. */
  public Instant storeTime() {
    Long skewMillis = contact.skewMillis();
    return clock.instant().minusMillis(skewMillis == null ? 0 : skewMillis);
  }
}
