package io.tillstream.store.writer;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.shop.Shop;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Everything that changes the books goes through here, in one order: that order is seq (I4).
 * Callers on any thread; the work is done on one thread of its own, which is never interrupted,
 * because an interrupt in the middle of its file access closes an H2 database.
 */
public final class Writer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Writer.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final WriterConfig limits;
  private final CommitTogether commits;
  private final AnswerBatch answers;
  private final BlockingQueue<Submission<?>> queue;
  private final Thread thread = new Thread(this::work, "store-writer");
  private volatile WriterState state = new WriterState.NotOpen();
  private volatile Published published;
  private volatile Runnable onPublished = () -> {};
  private volatile Published shown;
  private volatile Set<String> feedHolders = Set.of();

  /**
   * A writer that has not begun; {@link #open} begins.
   *
   * @param ends what looks at each batch before it is committed, in this order
   */
  public Writer(
      DataSource database,
      Shop shop,
      WriterConfig limits,
      WriterMeters meters,
      Clock clock,
      List<BatchEnd> ends) {
    this.limits = limits;
    commits = new CommitTogether(database, shop, clock, ends);
    answers = new AnswerBatch(commits, meters, this::publish, this::stepDown);
    queue = new ArrayBlockingQueue<>(limits.queueCommandsMax());
    meters.watchQueue(queue);
  }

  /**
   * Takes the lead over the database and begins to work.
   *
   * @throws WrongStore when the books belong to another store
   * @throws SQLException when the database cannot be reached
   */
  public void open() throws SQLException {
    published = commits.lead();
    show();
    state = new WriterState.Open();
    thread.start();
  }

  /** The books as of the last durable commit. */
  public Published published() {
    return published;
  }

  /** Whom to tell, on the writer's thread, that something was published; has to be quick. */
  public void onPublished(Runnable told) {
    onPublished = told;
  }

  long leaderEpoch() {
    return commits.leaderEpoch();
  }

  /**
   * The books as terminals may be shown them: {@link #published}, but for the time in which a large
   * transaction of another program is taken over in portions, when it stays at what was before
   * (I5). Read it before {@code published}, which is never behind it.
   */
  public Published shown() {
    return shown;
  }

  /** Whether terminals are shown less than what is published. */
  public boolean isFeedHeld() {
    return !feedHolders.isEmpty();
  }

  /** Whether that is, among others, for this one's sake. */
  public boolean isFeedHeldBy(String holder) {
    return feedHolders.contains(holder);
  }

  /**
   * From now on remembers which rows the store itself changes, or no longer. What is being
   * committed at this moment is remembered, too.
   */
  public void heedOwnChanges(boolean heed) {
    commits.ownChanges().heed(heed);
  }

  /** Whether it works, and if not, why. */
  public WriterState state() {
    return state;
  }

  /**
   * Hands a command over and waits until what it did is durable.
   *
   * @return its answer
   * @throws ProblemException {@code too-many-requests} when too many wait already, {@code
   *     not-available} when the writer does not work or the database does not answer; whether the
   *     command was applied is then not known
   */
  public <A> A ask(Command<A> command) {
    return ask(command, () -> {});
  }

  /**
   * The same.
   *
   * @param left is run once, when the writer holds the command no more, however it ends: later than
   *     this method does when the database stalls in the middle of it
   */
  public <A> A ask(Command<A> command, Runnable left) {
    Submission<A> submission = new Submission<>(command, left);
    try {
      return submit(submission).get(limits.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      throw new IllegalStateException("the command could not be applied", e.getCause());
    } catch (TimeoutException e) {
      throw withdrawn(submission, "the database does not answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw withdrawn(submission, "the service is stopping");
    }
  }

  /** What has not begun is not done any more: nobody waits for it, and it would fill the memory. */
  private ProblemException withdrawn(Submission<?> submission, String why) {
    ProblemException problem = notAvailable(why);
    if (queue.remove(submission)) {
      submission.fail(problem);
    }
    return problem;
  }

  <A> CompletableFuture<A> submit(Command<A> command) {
    return submit(new Submission<>(command, () -> {}));
  }

  private <A> CompletableFuture<A> submit(Submission<A> submission) {
    try {
      enqueue(submission);
    } catch (ProblemException e) {
      submission.fail(e);
      throw e;
    }
    return submission.answer();
  }

  private void enqueue(Submission<?> submission) {
    if (!(state instanceof WriterState.Open)) {
      throw notAvailable(state.toString());
    }
    if (!queue.offer(submission)) {
      throw ProblemException.of(
              ProblemCode.TOO_MANY_REQUESTS,
              limits.queueCommandsMax() + " commands wait for the writer already")
          .retryAfter(RETRY_AFTER);
    }
    if (!(state instanceof WriterState.Open) && queue.remove(submission)) {
      throw notAvailable(state.toString()); // it stopped between the two looks
    }
  }

  /** Finishes what waits, then stops. */
  @Override
  public void close() {
    if (state instanceof WriterState.Open) {
      state = new WriterState.Stopped();
    }
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    List<Submission<?>> batch = List.of();
    try {
      while (state instanceof WriterState.Open || !queue.isEmpty()) {
        batch = nextBatch();
        if (!batch.isEmpty()) {
          answers.give(batch);
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.fatal("The writer failed; nothing is written until the program is started again", e);
      state = new WriterState.Failed(e.toString());
      batch.forEach(submission -> submission.fail(notAvailable(state.toString())));
    } finally {
      refuseWaiting();
      commits.close();
    }
  }

  private List<Submission<?>> nextBatch() {
    List<Submission<?>> batch = new ArrayList<>();
    try {
      Submission<?> next = queue.poll(200, TimeUnit.MILLISECONDS);
      int documents = 0;
      while (next != null) {
        batch.add(next);
        documents += next.command().weight();
        boolean full =
            batch.size() >= limits.batchCommandsMax() || documents >= limits.batchDocumentsMax();
        next = full ? null : queue.poll();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; whoever does is not obeyed.
      LOG.warn("The writer was interrupted and goes on");
    }
    return batch;
  }

  private void publish(Published now) {
    if (now.seq() >= published.seq()) {
      published = now;
      show();
      onPublished.run();
    }
  }

  private void show() {
    shown = commits.shown();
    feedHolders = commits.feedHolders();
  }

  private WriterState stepDown() {
    state =
        new WriterState.SteppedDown(
            "another store server writes to this database now, or it was restored from a backup");
    LOG.fatal(state);
    refuseWaiting();
    return state;
  }

  private void refuseWaiting() {
    for (Submission<?> left = queue.poll(); left != null; left = queue.poll()) {
      left.fail(notAvailable(state.toString()));
    }
  }

  static ProblemException notAvailable(String why) {
    return ProblemException.of(ProblemCode.NOT_AVAILABLE, why).retryAfter(RETRY_AFTER);
  }
}
