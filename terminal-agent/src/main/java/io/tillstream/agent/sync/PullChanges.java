package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.ChangesRequest;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.snapshot.FetchSnapshot;
import io.tillstream.agent.snapshot.Fetched;
import io.tillstream.agent.snapshot.TakeOver;
import io.tillstream.agent.stock.StockAge;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.download.DownloadState;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.Poke;
import io.tillstream.protocol.wire.Verified;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Brings the store's changes down, page by page, into the replica. Readers see nothing of it until
 * a checkpoint. Thread-safe; one page is under way at most.
 */
public final class PullChanges {

  private static final Logger LOG = Logger.getLogger(PullChanges.class);

  private final Identity identity;
  private final Replica replica;
  private final FetchSnapshot snapshot;
  private final TakeOver takeOver;
  private final OwnFigures own;
  private final ReadJournal read;
  private final Deliveries deliveries;
  private final StoreLink link;
  private final Contact contact;
  private final LongSupplier pending;
  private final StockAge age;
  private final int pageRows;
  private final String agentVersion;
  private volatile Runnable anotherLog = () -> {};
  private volatile Supplier<Watermark> head = () -> null;
  private volatile Supplier<Optional<Verified>> verified = Optional::empty;
  private final ReentrantLock pulling = new ReentrantLock();
  private DownloadState state;
  private volatile Cursor reached = Cursor.START;
  private boolean wantsFile; // no page leads on from here
  private volatile Optional<Duration> rest = Optional.empty();
  private final AtomicLong filesTaken = new AtomicLong();
  private final AtomicLong begun = new AtomicLong();
  private boolean stopsEarly; // the pages asked for end at a place before the log's end
  private boolean lost; // what was staged is gone: the state is to be read from the file again

  /** What a page led to. */
  public enum Pulled {
    /** There are more before the next checkpoint. */
    MORE,
    /** A checkpoint with something new. */
    NEWS,
    /** A checkpoint, and nothing new. */
    NOTHING_NEW,
    /** No page came, or it could not be used. */
    FAILED
  }

  /**
   * Goes on at the replica's checkpoint.
   *
   * @param pending how many documents wait, which the store is told by the way
   * @param age of what is visible; told when the store has nothing more
   */
  public PullChanges(
      Identity identity,
      Replica replica,
      FetchSnapshot snapshot,
      TakeOver takeOver,
      OwnFigures own,
      Epochs epochs,
      StoreLink link,
      Contact contact,
      LongSupplier pending,
      StockAge age,
      int pageRows,
      String agentVersion) {
    this.identity = identity;
    this.replica = replica;
    this.snapshot = snapshot;
    this.takeOver = takeOver;
    this.own = own;
    read = epochs.present().read();
    deliveries = epochs.present().deliveries();
    this.link = link;
    this.contact = contact;
    this.pending = pending;
    this.age = age;
    this.pageRows = pageRows;
    this.agentVersion = agentVersion;
    resume();
  }

  /**
   * What the store is told by the way from now on, so that it can say whether both hold the same.
   *
   * @param lastDocument of the journal
   * @param lastComparison of the replica with the store's
   */
  public void tells(Supplier<Watermark> lastDocument, Supplier<Optional<Verified>> lastComparison) {
    head = lastDocument;
    verified = lastComparison;
  }

  /** Whether a poke says more than is visible here already. */
  boolean isNews(Poke poke) {
    Cursor here = reached;
    return !poke.incarnation().equals(here.incarnation())
        || poke.seq() > here.seq()
        || poke.headOffice() > deliveries.standing().headOffice();
  }

  /** Asks for one page and takes it in. */
  public Pulled step() {
    pulling.lock();
    try {
      rest = Optional.empty();
      if (lost) {
        startFromTheFile();
      }
      if (wantsFile) {
        return begin();
      }
      long waiting = pending.getAsLong();
      StoreAnswer answer =
          link.changes(
              identity.credential(),
              new ChangesRequest(
                  state.next(),
                  pageRows,
                  agentVersion,
                  waiting,
                  oldestPending(waiting),
                  contact.skewMillis(),
                  head.get(),
                  verified.get().orElse(null),
                  null));
      return understood(answer);
    } catch (IOException e) {
      contact.failed(e.getMessage());
      return Pulled.FAILED;
    } catch (StorageFailure e) {
      return e.isDamaged()
          ? startEmpty(e)
          : startAgain("the replica could not be written: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      return startAgain("the store's changes could not be taken in: " + e, e);
    } catch (Error e) { // the memory or the stack was exhausted
      startAgain("the store's changes could not be taken in: " + e, e);
      throw e;
    } finally {
      pulling.unlock();
    }
  }

  /** How long the store wants to be left alone, if it said so to the last question. */
  Optional<Duration> rest() {
    return rest;
  }

  /** How often the replica was taken over from a file since the program started. */
  public long filesTaken() {
    return filesTaken.get();
  }

  /** How often the replica was emptied, or taken over from a file, since the program started. */
  long begun() {
    return begun.get();
  }

  /** Where readers stand. */
  public Cursor reached() {
    return reached;
  }

  /**
   * Does something while the replica stands exactly there, after pulling as far as is missing. No
   * page is taken in meanwhile.
   *
   * @return what came of it; empty when the replica is past that place, or cannot get there
   * @throws IOException when the store cannot be asked
   */
  <T> Optional<T> at(Cursor place, Supplier<T> work) throws IOException {
    pulling.lock();
    try {
      if (wantsFile) {
        return Optional.empty();
      }
      startFromTheFile();
      lost = true; // until it is known that nothing broke off
      stopsEarly = true;
      Pulled pulled = Pulled.MORE;
      while (pulled != Pulled.FAILED && reached.seq() < place.seq() && !wantsFile) {
        pulled =
            understood(
                link.changes(
                    identity.credential(),
                    new ChangesRequest(
                        state.next(),
                        pageRows,
                        agentVersion,
                        pending.getAsLong(),
                        null,
                        contact.skewMillis(),
                        null,
                        null,
                        place.seq())));
      }
      Optional<T> done = reached.equals(place) ? Optional.of(work.get()) : Optional.empty();
      lost = false;
      return done;
    } finally {
      stopsEarly = false;
      pulling.unlock();
    }
  }

  /** Fetches all reference data anew; readers keep what they have until it is here. */
  void fetchAnew() {
    pulling.lock();
    try {
      startFromTheFile();
      wantsFile = true;
    } finally {
      pulling.unlock();
    }
  }

  /** Begins with a file, or with pages when there is none. */
  private Pulled begin() {
    return switch (snapshot.fetch(state.visible())) {
      case Fetched.Whole whole -> {
        // I16: as at a checkpoint, the effects come before the figures that lack them.
        begun.incrementAndGet();
        own.exchange(whole.inside(), takeOver::put);
        filesTaken.incrementAndGet();
        resume();
        yield Pulled.MORE;
      }
      case Fetched.None none -> {
        wantsFile = false;
        begun.incrementAndGet();
        replica.stageEmpty();
        state = new DownloadState.Reseed(state.visible());
        yield Pulled.MORE;
      }
      case Fetched.Later later -> {
        contact.failed(later.why());
        rest = later.rest();
        yield Pulled.FAILED;
      }
      case Fetched.Refused refused -> {
        contact.refused(refused.why());
        yield Pulled.FAILED;
      }
    };
  }

  private Pulled startEmpty(StorageFailure cause) {
    LOG.warnf(
        "The replica is damaged (%s): it is thrown away and fetched anew", cause.getMessage());
    contact.failed("the replica is damaged: " + cause.getMessage());
    begun.incrementAndGet();
    own.startEmpty(takeOver::startEmpty);
    resume();
    return Pulled.FAILED;
  }

  /** I5: what broke off has undone the pages staged before it too, so they are asked for again. */
  private Pulled startAgain(String why, Throwable cause) {
    LOG.warnf("%s; going on from the last checkpoint", why);
    LOG.debug("where it broke off", cause);
    contact.failed(why);
    startFromTheFile();
    return Pulled.FAILED;
  }

  /** What is known in memory is what is on disk: also where that cannot be read at once. */
  private void startFromTheFile() {
    lost = true;
    replica.forgetStaged();
    resume();
    lost = false;
  }

  private Instant oldestPending(long waiting) {
    return waiting == 0
        ? null
        : read.recordedAt(deliveries.standing().store().position() + 1).orElse(null);
  }

  private Pulled understood(StoreAnswer answer) throws IOException {
    if (answer.status() == 200) {
      ChangePage page = answer.as(ChangePage.class);
      if (page.incarnation() == null || page.tables() == null) {
        throw answer.notTheStores();
      }
      contact.heard(answer);
      contact.measured(answer.sent(), answer.answered(), page.serverTime());
      return take(page);
    }
    if (answer.status() == 409
        && answer.problemCode().equals(ProblemCode.CURSOR_REFUSED.toString())) {
      contact.heard(answer);
      return startOver();
    }
    if (answer.status() == 401 && answer.isProblem()) {
      contact.heard(answer);
      contact.refused(answer.problemDetail());
      return Pulled.FAILED;
    }
    rest = answer.retryAfter();
    contact.failed("the store answered a request for changes with " + answer.problemDetail());
    return Pulled.FAILED;
  }

  private Pulled take(ChangePage page) {
    DownloadState next = state.accept(page.header());
    return switch (next) {
      case DownloadState.Reseed reseed -> {
        startOver();
        yield Pulled.FAILED; // a store that answers what nobody asked is given a rest
      }
      case DownloadState.Staging staging -> {
        replica.stage(page);
        state = staging;
        yield Pulled.MORE;
      }
      case DownloadState.AtCheckpoint atCheckpoint -> checkpoint(page, atCheckpoint);
    };
  }

  private Pulled checkpoint(ChangePage page, DownloadState.AtCheckpoint atCheckpoint) {
    boolean nothingNew = atCheckpoint.equals(state) && page.tables().isEmpty() && own.areAsOf(page);
    Instant asOf = page.serverTime() == null ? age.storeTime() : page.serverTime();
    if (!nothingNew) {
      replica.stage(page);
      own.show(page, stopsEarly ? age.asOf().orElse(asOf) : asOf); // I16
      state = atCheckpoint;
      reached = atCheckpoint.visible();
    }
    if (!stopsEarly) {
      age.confirmed(asOf);
    }
    if (page.acknowledged() != null) {
      deliveries.reachedHeadOffice(page.acknowledged().headOffice());
    }
    own.note(page);
    if (page.parked() != null) {
      deliveries.parkedNow(page.parked(), page.applied());
    }
    return nothingNew ? Pulled.NOTHING_NEW : Pulled.NEWS;
  }

  /** Hears that the log is another one, before anything of it is taken in (I18). */
  void whenTheLogIsAnother(Runnable greetFirst) {
    anotherLog = greetFirst;
  }

  private Pulled startOver() {
    anotherLog.run();
    LOG.warn("The store's change log is another one than this replica's: fetching it anew.");
    startFromTheFile();
    wantsFile = true;
    return Pulled.MORE;
  }

  private void resume() {
    age.forget();
    Replica.Checkpoint none = new Replica.Checkpoint(Cursor.START, 0, age.storeTime());
    Replica.Checkpoint checkpoint = replica.checkpoint().orElse(none);
    state = DownloadState.resume(checkpoint.cursor());
    reached = checkpoint.cursor();
    own.resume();
    wantsFile = checkpoint.cursor().equals(Cursor.START);
  }
}
