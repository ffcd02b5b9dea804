package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.wire.Lease;
import io.tillstream.protocol.wire.LeaseRequest;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.SeriesAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps the terminal in numbers and scarce goods while its store is in reach: takes over changed
 * templates, and leases more of each shared range as soon as less than a range in reserve is left.
 * One thread at a time.
 */
public final class KeepSupplied {

  private final Identity identity;
  private final Journal journal;
  private final StoreLink link;
  private final Contact contact;
  private final KeepStockLeased stock;
  private final Duration period;
  private final LongSupplier nanoTime;
  private List<String> ranges = List.of();
  private Long lastAskedNanos;

  /**
   * For one terminal.
   *
   * @param stock keeps it in scarce goods
   * @param period between two questions for templates and ranges
   * @param nanoTime a clock that never jumps
   */
  public KeepSupplied(
      Identity identity,
      Journal journal,
      StoreLink link,
      Contact contact,
      KeepStockLeased stock,
      Duration period,
      LongSupplier nanoTime) {
    this.identity = identity;
    this.journal = journal;
    this.link = link;
    this.contact = contact;
    this.stock = stock;
    this.period = period;
    this.nanoTime = nanoTime;
  }

  /** Asks for what is due; without an answer the next step tries again. */
  public void step() {
    if (!contact.isOnline()) {
      return;
    }
    try {
      long now = nanoTime.getAsLong();
      if (lastAskedNanos == null || now - lastAskedNanos >= period.toNanos()) {
        askForSeries(now);
      }
      for (Map.Entry<String, String> due : journal.leasesDue(ranges).entrySet()) {
        askForNumbers(due.getKey(), due.getValue());
      }
      stock.step();
    } catch (IOException | IllegalArgumentException e) {
      contact.failed("numbers could not be fetched: " + e.getMessage());
    }
  }

  private void askForSeries(long now) throws IOException {
    StoreAnswer answer = link.series(identity.credential());
    contact.measured(answer);
    if (answer.status() == 200) {
      SeriesAnswer series = answer.as(SeriesAnswer.class);
      journal.adopt(series.series());
      ranges = series.ranges();
      stock.thereAre(Boolean.TRUE.equals(series.scarce()));
    }
    // A store of an earlier version has no such answer; it is asked again only after the period.
    lastAskedNanos = now;
  }

  private void askForNumbers(String range, String request) throws IOException {
    StoreAnswer answer =
        link.lease(identity.credential(), new LeaseRequest(Protocol.VERSION, range, request));
    contact.measured(answer);
    if (answer.status() == 200) {
      Lease lease = answer.as(Lease.class);
      journal.lent(range, lease.from(), lease.to());
    } else if (answer.status() == 409 && answer.isProblem()) {
      journal.notLent(range, answer.problemDetail()); // only an administrator can change that
    }
  }
}
