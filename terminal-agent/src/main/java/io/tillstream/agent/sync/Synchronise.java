package io.tillstream.agent.sync;

import io.tillstream.agent.greeting.Greet;
import io.tillstream.agent.link.Contact;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.protocol.wire.Poke;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The loops: documents up, changes down, and the line on which the store says that there are some.
 * They start with {@link #start}, end with {@link #stop}, and are woken rather than interrupted.
 * Thread-safe.
 */
public final class Synchronise {

  private static final Logger LOG = Logger.getLogger(Synchronise.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

  private final Greet greet;
  private final SendDocuments up;
  private final PullChanges down;
  private final HearPokes pokes;
  private final Contact contact;
  private final SyncLimits limits;
  private final RandomGenerator random;
  private final Runnable housekeeping;
  private final Bell upBell = new Bell();
  private final Bell downBell = new Bell();
  private final Bell lineBell = new Bell();
  private final Thread upThread = thread("documents-up", this::sendOrWait, upBell);
  private final Thread downThread = thread("changes-down", this::pullAndWait, downBell);
  private final Thread lineThread = thread("pokes", this::hearOrRest, lineBell);
  private volatile boolean stopping;
  private volatile Runnable verifyNow = () -> {};
  private volatile boolean askedToVerify;
  private volatile boolean lineIsNew;
  private volatile Long verification; // the last that the store has asked for
  private Duration pause; // of the loop that pulls
  private int failures; // of the loop that pulls, in a row

  /**
   * Not started.
   *
   * @param random spreads the polls of terminals that began together
   * @param housekeeping done now and then between two polls
   */
  public Synchronise(
      Greet greet,
      SendDocuments up,
      PullChanges down,
      HearPokes pokes,
      Contact contact,
      SyncLimits limits,
      RandomGenerator random,
      Runnable housekeeping) {
    this.greet = greet;
    this.up = up;
    this.down = down;
    this.pokes = pokes;
    this.random = random;
    this.contact = contact;
    this.limits = limits;
    this.housekeeping = housekeeping;
    this.pause = limits.pollShortest();
    down.whenTheLogIsAnother(greet::again);
  }

  /** What to do when the store asks the terminal to compare itself; on the loop that pulls. */
  public void whenAskedToVerify(Runnable verify) {
    verifyNow = verify;
  }

  /** Starts the loops. */
  public void start() {
    upThread.start();
    downThread.start();
    lineThread.start();
  }

  /** A document was recorded. */
  public void documentRecorded() {
    upBell.ring();
  }

  /**
   * One full round on the caller's thread: everything up, then down to a checkpoint.
   *
   * @return whether nothing waits any more and the replica is at a checkpoint
   */
  public boolean now() {
    boolean sent = sendAll();
    boolean pulled = pullToCheckpoint();
    if (sent && pulled) {
      upBell.ringLoudly();
    }
    return sent && pulled;
  }

  /** Ends the loops and waits until what is under way has ended. */
  public void stop() {
    stopping = true;
    upBell.ringLoudly();
    downBell.ringLoudly();
    lineBell.ringLoudly();
    lineThread.interrupt(); // it waits for the store alone, and never touches a file
    join(upThread);
    join(downThread);
    join(lineThread);
  }

  private boolean sendAll() {
    up.rested();
    UploadState state = up.step();
    while (state instanceof UploadState.Ready && up.hasWork() && !stopping) {
      state = up.step();
    }
    return state instanceof UploadState.Ready;
  }

  private boolean pullToCheckpoint() {
    PullChanges.Pulled pulled = pull();
    while (pulled == PullChanges.Pulled.MORE && !stopping) {
      pulled = pull();
    }
    return pulled != PullChanges.Pulled.FAILED;
  }

  /** Who could not be reached may have another life when it is reached again. */
  private PullChanges.Pulled pull() {
    if (!greet.ready()) {
      return PullChanges.Pulled.FAILED;
    }
    PullChanges.Pulled pulled = down.step();
    if (pulled == PullChanges.Pulled.FAILED) {
      greet.again();
    }
    return pulled;
  }

  private void sendOrWait() {
    switch (up.step()) {
      case UploadState.Ready ready -> {
        if (!up.hasWork()) {
          upBell.await(IDLE);
        }
      }
      case UploadState.Resting resting -> {
        upBell.rest(resting.rest());
        up.rested();
      }
      case UploadState.Forked forked -> upBell.rest(IDLE);
      case UploadState.InFlight inFlight ->
          throw new IllegalStateException("a step ends with an answer");
    }
  }

  private void pullAndWait() {
    boolean wasOffline = !contact.isOnline();
    PullChanges.Pulled pulled = pull();
    if (wasOffline && contact.isOnline()) {
      upBell.ringLoudly(); // the store is back: what waits need not rest any longer
    }
    switch (pulled) {
      case MORE -> pause = Duration.ZERO;
      case NEWS -> pause = limits.pollShortest();
      case NOTHING_NEW -> pause = longer(pause);
      case FAILED -> {
        failures++;
        pause =
            contact.refusal().isPresent()
                ? limits.refusedRest()
                : limits.backoff().after(failures, random.nextInt(1001));
      }
    }
    if (pulled != PullChanges.Pulled.FAILED) {
      failures = 0;
    }
    if (pulled != PullChanges.Pulled.MORE) {
      housekeeping.run();
      if (askedToVerify && pulled != PullChanges.Pulled.FAILED) {
        askedToVerify = false;
        verifyNow.run();
        downBell.ring(); // what was found is told with the next question
      }
      Optional<Duration> asked = down.rest().map(limits::granted);
      if (asked.isPresent()) { // who asks to be left alone is not asked again for news either
        downBell.rest(pause.plus(asked.get()));
        return;
      }
      Duration wait = untilNextPoll();
      if (pulled != PullChanges.Pulled.FAILED) {
        contact.quietFor(wait);
      }
      downBell.await(wait);
    }
  }

  /** A quarter of it is drawn at random, so that polls of many terminals do not stay together. */
  private Duration untilNextPoll() {
    boolean told = pokes.isUp() && failures == 0;
    Duration wait = told ? limits.pollBesideLine() : pause;
    return wait.multipliedBy(750 + random.nextInt(251)).dividedBy(1000);
  }

  private void hearOrRest() {
    Duration rest = pokes.listen(this::lineStands, this::poked);
    downBell.ring(); // whatever ended the line may have swallowed a poke
    lineBell.rest(rest);
  }

  private void lineStands() {
    lineIsNew = true;
    upBell.ringLoudly(); // the store is back: what waits need not rest any longer
    downBell.ring();
  }

  private void poked(Poke poke) {
    boolean another = poke.verify() != null && !poke.verify().equals(verification);
    verification = poke.verify();
    if (another && !lineIsNew) { // I22: terminals that call again together do not compare together
      askedToVerify = true;
    }
    lineIsNew = false;
    if (askedToVerify || down.isNews(poke)) {
      downBell.ring();
    }
  }

  private Duration longer(Duration pause) {
    Duration half = pause.plus(pause.dividedBy(2));
    Duration atLeast = half.compareTo(limits.pollShortest()) < 0 ? limits.pollShortest() : half;
    return atLeast.compareTo(limits.pollLongest()) > 0 ? limits.pollLongest() : atLeast;
  }

  private Thread thread(String name, Runnable turn, Bell bell) {
    Thread thread =
        new Thread(
            () -> {
              while (!stopping) {
                try {
                  turn.run();
                } catch (RuntimeException | Error e) {
                  // A bug, a broken file or a moment without memory must not end the loop for good;
                  // selling goes on anyway.
                  LOG.errorf(e, "A turn of %s failed; the next one follows after a rest", name);
                  bell.rest(IDLE);
                }
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join(STOP_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
