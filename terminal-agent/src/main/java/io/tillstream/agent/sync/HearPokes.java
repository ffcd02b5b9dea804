package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.wire.Poke;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Keeps a line to the store open on which it says that something is new. Nothing depends on it but
 * time: without the line, or when it lies, the terminal polls. One thread listens; the rest may be
 * asked from any.
 */
public final class HearPokes {

  private static final Logger LOG = Logger.getLogger(HearPokes.class);

  /** After so many heartbeats without a sign of life the line is given up. */
  private static final int HEARTBEATS_AWAITED = 3;

  private static final Duration HEARTBEAT_LONGEST = Duration.ofMinutes(2);
  private static final Duration HEARTBEAT_SHORTEST = Duration.ofMillis(100);
  private static final int DOUBLINGS_MAX = 16;

  private final Identity identity;
  private final StoreLink link;
  private final Contact contact;
  private final InstantSource clock;
  private final SyncLimits limits;
  private final RandomGenerator random;
  private volatile Duration heartbeat;
  private volatile boolean up;
  private int failures; // of the listening thread

  /** Not listening yet. */
  public HearPokes(
      Identity identity,
      StoreLink link,
      Contact contact,
      InstantSource clock,
      SyncLimits limits,
      RandomGenerator random) {
    this.identity = identity;
    this.link = link;
    this.contact = contact;
    this.clock = clock;
    this.limits = limits;
    this.random = random;
    heartbeat = limits.heartbeat();
  }

  /** Whether the store can be trusted to say when something is new. */
  public boolean isUp() {
    return up;
  }

  /**
   * Listens until the line ends.
   *
   * @param stands is told that the line stands, on another thread
   * @param poked is told each poke, on another thread
   * @return how long to leave the store alone before calling again
   */
  Duration listen(Runnable stands, Consumer<Poke> poked) {
    Optional<Duration> asked = Optional.empty();
    String why;
    try {
      StoreAnswer answer =
          link.listen(identity.credential(), this::patience, line -> heard(line, stands, poked));
      asked = answer.retryAfter().map(limits::granted);
      why =
          answer.status() == 200
              ? "the store closed it"
              : "the store said " + answer.problemDetail();
      if (answer.status() == 401 && answer.isProblem()) {
        contact.refused(answer.problemDetail());
        asked = Optional.of(limits.refusedRest());
      }
    } catch (IOException e) {
      why = e.getMessage();
    }
    return rest(why, asked);
  }

  private Duration rest(String why, Optional<Duration> asked) {
    failures = up ? 1 : Math.min(DOUBLINGS_MAX, failures + 1);
    if (up) {
      LOG.infof("The line of pokes has ended: %s; polling meanwhile", why);
      contact.lineLost();
    } else {
      LOG.debugf("No line of pokes: %s", why);
    }
    up = false;
    long most =
        Math.min(
            limits.lineRestLongest().toMillis(), limits.lineRestShortest().toMillis() << failures);
    // Full jitter (I22): terminals that lost the store together come back spread over all of it.
    Duration own = Duration.ofMillis(random.nextLong(most + 1));
    return asked.map(own::plus).orElse(own);
  }

  private void heard(String line, Runnable stands, Consumer<Poke> poked) {
    if (line.startsWith("data:")) {
      poke(line.substring("data:".length())).ifPresent(poke -> understood(poke, stands, poked));
    } else if (up && line.startsWith(":")) {
      alive();
    }
  }

  private void understood(Poke poke, Runnable stands, Consumer<Poke> poked) {
    heartbeat = bounded(Duration.ofMillis(poke.heartbeatMillis()));
    alive();
    if (!up) {
      up = true;
      stands.run();
    }
    poked.accept(poke);
  }

  private void alive() {
    contact.heard(clock.instant());
    contact.quietFor(patience());
  }

  private Optional<Poke> poke(String json) {
    try {
      return StoreLink.read(json, Poke.class).filter(poke -> poke.incarnation() != null);
    } catch (IOException e) {
      LOG.debugf("What came on the line is no poke: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private Duration patience() {
    return heartbeat.multipliedBy(HEARTBEATS_AWAITED);
  }

  private static Duration bounded(Duration heartbeat) {
    if (heartbeat.compareTo(HEARTBEAT_SHORTEST) < 0) {
      return HEARTBEAT_SHORTEST;
    }
    return heartbeat.compareTo(HEARTBEAT_LONGEST) > 0 ? HEARTBEAT_LONGEST : heartbeat;
  }
}
