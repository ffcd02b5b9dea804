package io.tillstream.store.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Commits commands together, and when one of them spoils it, each alone; answers are given only
 * after what they say is durable and published. The writer's thread only.
 */
final class AnswerBatch {

  private static final Logger LOG = Logger.getLogger(AnswerBatch.class);
  private static final String CONTENDED =
      "another program is changing the same rows of the database now";

  private final CommitTogether commits;
  private final WriterMeters meters;
  private final Consumer<Published> publish;
  private final Supplier<WriterState> superseded;

  /**
   * Answers for a writer.
   *
   * @param publish is told the books after every attempt
   * @param superseded steps down, and says what the writer is then
   */
  AnswerBatch(
      CommitTogether commits,
      WriterMeters meters,
      Consumer<Published> publish,
      Supplier<WriterState> superseded) {
    this.commits = commits;
    this.meters = meters;
    this.publish = publish;
    this.superseded = superseded;
  }

  /** Commits the commands and completes every submission, one way or the other. */
  void give(List<Submission<?>> batch) {
    switch (attempt(batch.stream().<Command<?>>map(Submission::command).toList())) {
      case Attempt.Committed(List<Object> answers) -> {
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).succeed(answers.get(i));
        }
      }
      case Attempt.Poisoned(Exception cause) -> {
        if (batch.size() == 1) {
          salvage(batch.get(0), cause);
        } else {
          LOG.debugf(cause, "A batch of %d was rolled back; each is tried alone", batch.size());
          batch.forEach(submission -> give(List.of(submission)));
        }
      }
      case Attempt.Contended(Exception cause) -> {
        if (batch.size() == 1) {
          LOG.warnf("A command waits for a row that another program holds: %s", cause.getMessage());
          batch.get(0).fail(Writer.notAvailable(CONTENDED));
        } else {
          batch.forEach(submission -> give(List.of(submission)));
        }
      }
      case Attempt.Unavailable(Exception cause) -> {
        LOG.errorf(cause, "The database failed; %d commands are not answered", batch.size());
        batch.forEach(submission -> submission.fail(Writer.notAvailable("the database failed")));
      }
      case Attempt.Superseded() -> {
        String why = superseded.get().toString();
        batch.forEach(submission -> submission.fail(Writer.notAvailable(why)));
      }
    }
  }

  private <A> void salvage(Submission<A> submission, Exception cause) {
    if (submission.command() instanceof Divisible<A> whole && whole.facts() > 0) {
      List<A> answers = new ArrayList<>();
      if (divide(whole, 0, whole.facts(), cause, submission, answers)) {
        submission.succeed(whole.joined(answers));
      }
    } else {
      LOG.errorf(cause, "A command could not be applied");
      submission.fail(cause);
    }
  }

  /**
   * Keeps the facts of a spoilt piece half by half, so that one bad fact among a thousand costs
   * twenty commits and not a thousand. Answers false when the submission has been failed.
   */
  private <A> boolean divide(
      Divisible<A> whole,
      int from,
      int to,
      Exception cause,
      Submission<A> submission,
      List<A> answers) {
    if (to - from == 1) {
      LOG.errorf(cause, "A document cannot be booked and is kept for a person to look at");
      return keep(attempt(List.of(whole.upTo(to).setAside())), submission, answers);
    }
    int middle = (from + to) >>> 1;
    return half(whole, from, middle, submission, answers)
        && half(whole, middle, to, submission, answers);
  }

  private <A> boolean half(
      Divisible<A> whole, int from, int to, Submission<A> submission, List<A> answers) {
    Attempt attempt = attempt(List.of(whole.upTo(to)));
    return attempt instanceof Attempt.Poisoned(Exception cause)
        ? divide(whole, from, to, cause, submission, answers)
        : keep(attempt, submission, answers);
  }

  private <A> boolean keep(Attempt attempt, Submission<A> submission, List<A> answers) {
    return switch (attempt) {
      case Attempt.Committed(List<Object> given) -> {
        @SuppressWarnings("unchecked") // an attempt answers each command with its own type
        A answer = (A) given.get(0);
        yield answers.add(answer);
      }
      case Attempt.Poisoned(Exception cause) -> failed(submission, cause);
      case Attempt.Contended contended -> failed(submission, Writer.notAvailable(CONTENDED));
      case Attempt.Unavailable(Exception cause) -> {
        LOG.errorf(cause, "The database failed");
        yield failed(submission, Writer.notAvailable("the database failed"));
      }
      case Attempt.Superseded() ->
          failed(submission, Writer.notAvailable(superseded.get().toString()));
    };
  }

  private static boolean failed(Submission<?> submission, Exception cause) {
    submission.fail(cause);
    return false;
  }

  private Attempt attempt(List<? extends Command<?>> commands) {
    Attempt attempt = meters.time(commands, () -> commits.run(commands));
    publish.accept(commits.published());
    return attempt;
  }
}
