package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.escrow.FetchGoods;
import io.tillstream.agent.greeting.Continuity;
import io.tillstream.agent.greeting.Greet;
import io.tillstream.agent.greeting.Lineage;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.witness.KeepWitness;
import io.tillstream.protocol.escrow.Shortage;
import io.tillstream.protocol.escrow.TillLeases;
import io.tillstream.protocol.escrow.Told;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StockLeaseAnswer;
import io.tillstream.protocol.wire.StockLeaseReport;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Keeps the terminal in scarce goods while its store is in reach: tells what is leased to it, when
 * little is left, when something was given back, and now and then. A sale waits for it only when it
 * takes more than is left: then the store is asked at once, and for a short time. Thread-safe.
 */
public final class KeepStockLeased implements FetchGoods {

  /**
   * How long it takes its time.
   *
   * @param period between two reports when nothing happens
   * @param pause between two when little is left
   * @param waiting for an answer while a sale waits
   */
  public record Times(Duration period, Duration pause, Duration waiting) {}

  // The first answer says what is scarce, and the second what is leased of it.
  private static final int QUESTIONS_MAX = 2;

  private final Identity identity;
  private final Journal journal;
  private final Continuity continuity;
  private final Greet greet;
  private final KeepWitness witness;
  private final StoreLink link;
  private final Contact contact;
  private final Times times;
  private final LongSupplier nanoTime;
  // Held for a whole step, so that no second question gives back what a sale has just fetched.
  private final ReentrantLock asking = new ReentrantLock();
  private volatile boolean anyThere;
  private Long lastAskedNanos;
  private Map<String, Long> toldReturned = Map.of();
  private String incarnation;
  private String toldIncarnation;

  /**
   * For one terminal.
   *
   * @param witness holds the thread of its conversation with the store, and notes what was given
   *     back before the store is told
   * @param nanoTime a clock that never jumps
   */
  public KeepStockLeased(
      Identity identity,
      Journal journal,
      Continuity continuity,
      Greet greet,
      KeepWitness witness,
      StoreLink link,
      Contact contact,
      Times times,
      LongSupplier nanoTime) {
    this.identity = identity;
    this.journal = journal;
    this.continuity = continuity;
    this.greet = greet;
    this.witness = witness;
    this.link = link;
    this.contact = contact;
    this.times = times;
    this.nanoTime = nanoTime;
  }

  /** Whether the store has scarce items. */
  void thereAre(boolean any) {
    anyThere = any;
  }

  /**
   * Reports if that is due.
   *
   * @throws IOException when the store gives no whole answer; the next step asks again
   */
  void step() throws IOException {
    if (!isConcerned()) {
      return;
    }
    asking.lock();
    try {
      if (isDue(nanoTime.getAsLong())) {
        report(Map.of());
      }
    } finally {
      asking.unlock();
    }
  }

  @Override
  public boolean fetch(List<Shortage> shortages) {
    if (!contact.isOnline()) {
      return false;
    }
    Map<String, Long> wanted =
        shortages.stream().collect(Collectors.toMap(Shortage::item, Shortage::wantedThousandths));
    // What comes later than the sale can wait is not lost: it is leased to this terminal.
    CompletableFuture.runAsync(() -> fetch(wanted), KeepStockLeased::inItsOwnThread)
        .completeOnTimeout(null, times.waiting().toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return true;
  }

  private void fetch(Map<String, Long> wanted) {
    asking.lock();
    try {
      report(wanted);
    } catch (IOException | IllegalArgumentException | StorageFailure e) {
      contact.failed("scarce goods could not be asked for: " + e.getMessage());
    } finally {
      asking.unlock();
    }
  }

  private static void inItsOwnThread(Runnable question) {
    Thread thread = new Thread(question, "stock-lease");
    thread.setDaemon(true);
    thread.start();
  }

  /** Once, and again when the answer makes something new to tell: a lease has begun. */
  private void report(Map<String, Long> wanted) throws IOException {
    // A journal that may be a copy sells nothing, and has nothing to ask for.
    for (int question = 0;
        question < QUESTIONS_MAX && continuity.lineage() == Lineage.OK;
        question++) {
      lastAskedNanos = nanoTime.getAsLong();
      if (!ask(wanted) || !hasNews(journal.scarce().now())) {
        return;
      }
    }
  }

  private boolean isConcerned() {
    TillLeases leases = journal.scarce().now();
    return anyThere || !leases.lots().isEmpty() || !leases.leases().isEmpty();
  }

  private boolean isDue(long nowNanos) {
    if (lastAskedNanos == null || nowNanos - lastAskedNanos >= times.period().toNanos()) {
      return true;
    }
    TillLeases leases = journal.scarce().now();
    return (leases.isLow() || hasNews(leases))
        && nowNanos - lastAskedNanos >= times.pause().toNanos();
  }

  /** Also when the store has another life: what was told in the former one does not count. */
  private boolean hasNews(TillLeases leases) {
    return !Objects.equals(toldIncarnation, incarnation)
        || !toldReturned.equals(returned(leases.told()));
  }

  /** Whether it was answered. */
  private boolean ask(Map<String, Long> wanted) throws IOException {
    Optional<Sessions> session = witness.sessions().filter(Sessions::isConfirmed);
    if (session.isEmpty()) {
      return false; // it is greeted again in a moment
    }
    TillLeases leases = journal.scarce().now();
    if (!witness.noteReturns(leases.returns())) {
      return false; // a journal that was put back would sell once more what is told as given back
    }
    List<Told> told = leases.told(wanted);
    String request = UUID.randomUUID().toString();
    StoreAnswer answer =
        link.stockLeases(
            identity.credential(),
            new StockLeaseReport(
                Protocol.VERSION,
                request,
                session.get().offered(),
                incarnation,
                leases.copy() ? Boolean.TRUE : null,
                told));
    contact.measured(answer);
    if (answer.status() == 409
        && answer.problemCode().equals(ProblemCode.TERMINAL_UNPROVEN.toString())) {
      greet.again(); // somebody else was greeted under this name, or the store was restored
      return false;
    }
    if (answer.status() != 200) {
      return false; // a store of an earlier version has no such answer
    }
    StockLeaseAnswer said = answer.as(StockLeaseAnswer.class);
    if (!request.equals(said.request())) {
      throw answer.notTheStores();
    }
    journal.leased(said.leases());
    toldIncarnation = incarnation;
    incarnation = said.incarnation();
    toldReturned = returned(told);
    return true;
  }

  private static Map<String, Long> returned(List<Told> told) {
    return told.stream().collect(Collectors.toMap(Told::item, Told::returnedThousandths));
  }
}
