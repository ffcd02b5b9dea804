package io.tillstream.store.downlink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.store.uplink.HeadOfficeLine;
import io.tillstream.store.uplink.UplinkConfig;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Follows head office on a thread of its own, which is never interrupted. An unreachable head
 * office costs news, nothing else.
 */
@Singleton
public class FollowHeadOffice {

  private static final Logger LOG = Logger.getLogger(FollowHeadOffice.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final DownlinkConfig config;
  private final Writer writer;
  private final boolean isFollowing;
  private final FollowOnce follow;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "downlink");
  private volatile boolean stopping;
  private volatile String lastError;

  FollowHeadOffice(
      DownlinkConfig config,
      UplinkConfig uplink,
      DataSource database,
      Writer writer,
      ObjectMapper json) {
    this.config = config;
    this.writer = writer;
    Optional<HeadOfficeLine> line = HeadOfficeLine.of(uplink);
    isFollowing = line.isPresent();
    follow =
        new FollowOnce(
            database,
            writer,
            line.map(each -> new AskHeadOffice(json, each, config.portionRows())).orElse(null),
            config.portionRows(),
            this::isStoppedAfter);
  }

  /**
   * Begins. Where no head office is configured any more, what is half settled is settled to its
   * end: until then terminals are shown nothing new.
   */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Finishes the step in hand and stops; the next start goes on from there. */
  public void stop() {
    stopping = true;
    wake.release();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** There is something to settle, or somebody wants news at once. */
  void wake() {
    wake.release();
  }

  /** Whether a head office is configured. */
  boolean isFollowing() {
    return isFollowing;
  }

  /** Why there is no news, in words for a person; empty when there is. */
  Optional<String> lastError() {
    return Optional.ofNullable(lastError);
  }

  private void work() {
    Duration rest = config.askEvery();
    while (!stopping) {
      if (writer.state() instanceof WriterState.Open) {
        if (!isFollowing && !writer.isFeedHeldBy(SettleDue.HOLDER)) {
          return;
        }
        rest = isGoneThrough() ? config.askEvery() : longer(rest);
      }
      isStoppedAfter(rest);
    }
  }

  private boolean isGoneThrough() {
    try {
      if (isFollowing) {
        follow.round();
      } else {
        follow.settleIfWhole();
      }
      lastError = null;
      return true;
    } catch (IOException | SQLException | RuntimeException | Error e) { // else nobody would follow
      String why = String.valueOf(e.getMessage());
      if (!why.equals(lastError)) {
        LOG.warnf("What head office says cannot be followed now: %s", why);
        LOG.debug("where it broke off", e);
      }
      lastError = why;
      return false;
    }
  }

  private Duration longer(Duration rest) {
    Duration twice = rest.multipliedBy(2);
    return twice.compareTo(config.restLongest()) < 0 ? twice : config.restLongest();
  }

  private boolean isStoppedAfter(Duration rest) {
    try {
      if (!rest.isZero() && wake.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; an interrupt in file access would close an H2 database.
      LOG.debug("Interrupted, and goes on");
    }
    return stopping;
  }
}
