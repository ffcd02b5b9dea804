package io.tillstream.agent.witness;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.handshake.Witness;
import io.tillstream.protocol.handshake.WitnessVerdict;
import io.tillstream.protocol.identity.DocumentStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Keeps the witness of one journal up to date. After each document it is written and not synced,
 * which survives a kill; a thread of its own syncs it within a second, which survives a power cut.
 * Besides it holds a bound that is always on the disk before a number beyond it is given out. A
 * sale never waits for it, unless 64 were made within one sync. Thread-safe.
 */
public final class KeepWitness implements AutoCloseable {

  /** Numbers that the bound is ahead. */
  static final int AHEAD = 64;

  private static final Logger LOG = Logger.getLogger(KeepWitness.class);
  private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long STOP_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(1).toNanos();

  private final WitnessFile file;
  private final String place;
  private final Optional<Testimony> found;
  private final Thread syncing = new Thread(this::syncInTurns, "witness");
  private Testimony now; // null until the journal is watched
  private long durableBound;
  private boolean dirty;
  private boolean ours; // the session now offered was begun by this very process
  private volatile boolean lost; // the file could not be written, and is made anew when it can
  private volatile String trouble;
  private volatile boolean stopping;

  private KeepWitness(WitnessFile file, String place, Optional<Testimony> found) {
    this.file = file;
    this.place = place;
    this.found = found;
    syncing.setDaemon(true);
  }

  /**
   * Reads the witness of a journal.
   *
   * @param folder where witnesses are kept
   * @param data the journal's folder
   */
  public static KeepWitness open(Path folder, Path data) {
    String place;
    WitnessFile file;
    try {
      place = Place.of(data);
      file = new WitnessFile(folder.resolve(Place.fileName(data)));
    } catch (IOException e) {
      throw new IllegalStateException("the data directory cannot be named", e);
    }
    try {
      return new KeepWitness(file, place, file.read());
    } catch (IOException e) {
      KeepWitness blind = new KeepWitness(file, place, Optional.empty());
      blind.fails(e);
      return blind;
    }
  }

  /** What was found on the disk, whoever's it is. */
  public Optional<Testimony> found() {
    return found;
  }

  /**
   * Compares the journal with what was found, and watches it from now on if that is allowed.
   *
   * @param head the journal's last document
   * @param ownHashAt its chain; empty where it is purged
   */
  public synchronized WitnessVerdict watch(
      DocumentStream stream, Watermark head, LongFunction<Optional<Hash>> ownHashAt) {
    Optional<Testimony> here = found.filter(each -> each.place().equals(place));
    WitnessVerdict verdict = Witness.check(here.map(Testimony::toWitness), stream, head, ownHashAt);
    boolean unproven = here.isPresent() && !here.get().proven();
    boolean beyond = here.isPresent() && head.position() > here.get().bound();
    boolean interrupted = here.isPresent() && isEarlierLife(here.get().stream(), stream);
    return switch (verdict) {
      case JOURNAL_BEHIND -> verdict;
      case AGREES -> {
        // A journal beyond the bound means that the witness itself went back: it proves nothing.
        boolean agrees = !unproven && !beyond;
        ours = here.get().sessions().isConfirmed();
        start(stream, agrees, here.get().sessions().begin(fresh()), head);
        yield agrees ? verdict : WitnessVerdict.MISSING;
      }
      case MISSING, FOREIGN -> {
        // A journal without a document has no number to give out twice.
        boolean empty = head.equals(Watermark.START) && (here.isEmpty() || interrupted);
        if (empty || verdict == WitnessVerdict.MISSING || interrupted) {
          ours = true;
          start(stream, empty, Sessions.first(fresh()), head);
          yield empty ? WitnessVerdict.AGREES : WitnessVerdict.MISSING;
        }
        yield verdict;
      }
    };
  }

  /** Begins the witness of a journal that was just enrolled, on disk when this returns. */
  public synchronized void beginAnew(DocumentStream stream) throws IOException {
    Testimony fresh =
        new Testimony(stream, place, true, Sessions.first(fresh()), 0, Watermark.START, 0);
    file.replace(fresh);
    file.close();
  }

  /** A number is to be given out; returns when the bound beyond it is on disk. */
  public synchronized void reserve(long n) {
    if (now != null && n > durableBound && !lost) {
      try {
        now = now.with(now.head(), n + AHEAD);
        file.write(now.head(), now.bound());
        file.sync();
        durableBound = now.bound();
      } catch (IOException e) {
        fails(e);
      }
    }
  }

  /** A document was committed and its number will be shown when this returns. */
  public synchronized void note(Watermark head) {
    if (now == null) {
      return;
    }
    now = now.with(head, now.bound());
    dirty = true;
    if (lost) {
      return;
    }
    try {
      file.write(head, now.bound());
    } catch (IOException e) {
      fails(e);
    }
    if (durableBound - head.position() == AHEAD / 2) {
      LockSupport.unpark(syncing);
    }
  }

  /** The thread of the conversation with the store. */
  public synchronized Optional<Sessions> sessions() {
    return Optional.ofNullable(now).map(Testimony::sessions);
  }

  /** The store has confirmed the session: the journal is the newest of its name. */
  public synchronized void confirmed() {
    keep(now.with(now.sessions().confirm()).asProven());
  }

  /**
   * Begins a session of this life of the agent, on disk when this returns, unless the confirmed one
   * is that already. Two that share a beginning, because a disk was copied, part here.
   *
   * @return whether there is a new one to greet with
   */
  public synchronized boolean beginSession() {
    if (ours) {
      return false;
    }
    ours = true;
    keep(now.with(now.sessions().begin(fresh())));
    return true;
  }

  /** Why the witness cannot be written, if so: a stick that was pulled out, for example. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Writes down exactly how far the journal has come, and ends. */
  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(syncing);
    long end = System.nanoTime() + STOP_NANOS;
    while (syncing.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
    }
    synchronized (this) {
      if (now != null) {
        keep(now.with(now.head(), now.head().position()));
        now = null;
      }
      try {
        file.close();
      } catch (IOException e) {
        fails(e);
      }
    }
  }

  /** How many returns of leased goods were noted of this journal; 0 when nothing was found. */
  public long returnsOf(DocumentStream stream) {
    return found.filter(each -> each.stream().equals(stream)).map(Testimony::returns).orElse(0L);
  }

  /**
   * Goods that were leased were given back so many times; on disk when this returns.
   *
   * @return whether it could be noted: else nobody may be told
   */
  public synchronized boolean noteReturns(long times) {
    if (now == null) {
      return false;
    }
    if (times > now.returns() || lost) {
      keep(now.withReturns(Math.max(times, now.returns())));
    }
    return !lost;
  }

  private static boolean isEarlierLife(DocumentStream witnessed, DocumentStream stream) {
    return witnessed.store().equals(stream.store())
        && witnessed.terminal().equals(stream.terminal())
        && witnessed.epoch() < stream.epoch();
  }

  private void start(DocumentStream stream, boolean proven, Sessions sessions, Watermark head) {
    keep(
        new Testimony(
            stream, place, proven, sessions, returnsOf(stream), head, head.position() + AHEAD));
    syncing.start();
  }

  private void keep(Testimony testimony) {
    now = testimony;
    try {
      file.replace(testimony);
      durableBound = testimony.bound();
      dirty = false;
      lost = false;
      trouble = null;
    } catch (IOException e) {
      fails(e);
    }
  }

  private void syncInTurns() {
    while (!stopping) {
      LockSupport.parkNanos(this, SYNC_NANOS);
      syncOnce();
    }
  }

  private void syncOnce() {
    long bound;
    synchronized (this) {
      if (!dirty || now == null) {
        return;
      }
      if (lost) {
        keep(now.with(now.head(), now.head().position() + AHEAD));
        return;
      }
      dirty = false;
      bound = now.head().position() + AHEAD;
      now = now.with(now.head(), bound);
      try {
        file.write(now.head(), bound);
      } catch (IOException e) {
        fails(e);
        return;
      }
    }
    try {
      file.sync(); // outside the lock: a sale must not wait for it
      synchronized (this) {
        durableBound = Math.max(durableBound, bound);
      }
    } catch (IOException e) {
      synchronized (this) {
        fails(e);
      }
    }
  }

  /** Selling goes on: what is lost is a protection, and the next start asks the store instead. */
  private void fails(IOException e) {
    if (trouble == null) {
      LOG.errorf("The witness cannot be kept: %s. It is tried again.", e);
    }
    trouble = "the witness cannot be kept: " + e;
    lost = true;
    dirty = true;
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }
}
