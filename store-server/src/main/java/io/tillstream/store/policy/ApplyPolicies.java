package io.tillstream.store.policy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tillstream.protocol.policy.Decision;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.store.conflict.CasesAtHand;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Settles the open cases that a policy is about, now and then, on a thread of its own: sales do not
 * wait for it, and that a case has become old enough is noticed though nothing happens. Each case
 * is a transaction by itself, so what was begun when the program died goes on where it stood.
 */
@Singleton
public class ApplyPolicies {

  private static final Logger LOG = Logger.getLogger(ApplyPolicies.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final int CASES_PER_READING = 200;

  private final PoliciesConfig config;
  private final Policies policies;
  private final CasesAtHand cases;
  private final Shop shop;
  private final Writer writer;
  private final Restoration restoration;
  private final Clock clock;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "policies");
  private volatile boolean stopping;
  private String lastError;

  ApplyPolicies(
      PoliciesConfig config,
      Policies policies,
      CasesAtHand cases,
      Shop shop,
      Writer writer,
      Restoration restoration,
      Clock clock) {
    this.config = config;
    this.policies = policies;
    this.cases = cases;
    this.shop = shop;
    this.writer = writer;
    this.restoration = restoration;
    this.clock = clock;
  }

  void onStart(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops after the case at which it is. */
  void onStop(@Observes ShutdownEvent event) {
    stopping = true;
    soon();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at the cases without waiting for the next time. */
  void soon() {
    wanted.release();
  }

  private void work() {
    while (!stopping) {
      if (writer.state() instanceof WriterState.Open) {
        try {
          now();
          lastError = null;
        } catch (SQLException | RuntimeException | Error e) { // else nobody would look again
          told(e);
        }
      }
      pause();
    }
  }

  /**
   * Looks at all open cases. Rests while head office may hold settlements of them that the database
   * has lost (I2).
   *
   * @return how many it has settled
   */
  int now() throws SQLException {
    if (restoration.waitsForHeadOffice()) {
      return 0;
    }
    List<Policy> inForce = policies.inForce();
    int settled = 0;
    String last = "";
    List<CasesAtHand.Found> open = List.of();
    boolean isMore = !inForce.isEmpty();
    while (isMore && !stopping) {
      open = cases.open(last, CASES_PER_READING);
      for (CasesAtHand.Found each : open) {
        settled += !stopping && settle(each, inForce) ? 1 : 0;
      }
      isMore = open.size() == CASES_PER_READING;
      last = open.isEmpty() ? last : open.getLast().number();
    }
    if (settled > 0) {
      LOG.infof("Policies have settled %d cases", settled);
    }
    return settled;
  }

  private boolean settle(CasesAtHand.Found each, List<Policy> inForce) {
    Optional<Decision> decision =
        each.atHand().flatMap(at -> Decision.on(at, inForce, clock.instant()));
    if (decision.isEmpty()) {
      return false;
    }
    try {
      return writer.ask(
          new SettleByRule(
              shop, each, decision.get(), LocalDate.now(clock.withZone(ZoneId.systemDefault()))));
    } catch (RuntimeException e) {
      told(e); // and the next case is none the worse for it
      return false;
    }
  }

  private void told(Throwable e) {
    String why = String.valueOf(e.getMessage());
    if (!why.equals(lastError)) {
      LOG.warnf("Policies cannot settle a case now: %s", why);
      LOG.debug("where it broke off", e);
    }
    lastError = why;
  }

  private void pause() {
    try {
      if (wanted.tryAcquire(config.settleEvery().toMillis(), TimeUnit.MILLISECONDS)) {
        wanted.drainPermits();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; an interrupt in file access would close an H2 database.
      LOG.debug("Interrupted, and goes on");
    }
  }
}
