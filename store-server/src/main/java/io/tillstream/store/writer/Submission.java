package io.tillstream.store.writer;

import java.util.concurrent.CompletableFuture;

/**
 * A command on its way through the queue, and the answer somebody waits for.
 *
 * @param left is run once, when it is answered one way or the other
 */
record Submission<A>(Command<A> command, CompletableFuture<A> answer, Runnable left) {

  Submission(Command<A> command, Runnable left) {
    this(command, new CompletableFuture<>(), left);
  }

  @SuppressWarnings("unchecked") // an attempt answers each command with its own type
  void succeed(Object result) {
    if (answer.complete((A) result)) {
      left.run();
    }
  }

  void fail(Exception cause) {
    if (answer.completeExceptionally(cause)) {
      left.run();
    }
  }
}
