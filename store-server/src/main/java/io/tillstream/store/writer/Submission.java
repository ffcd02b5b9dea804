package io.tillstream.store.writer;

import java.util.concurrent.CompletableFuture;

/** A command on its way through the queue, and the answer somebody waits for. */
record Submission<A>(Command<A> command, CompletableFuture<A> answer) {

  Submission(Command<A> command) {
    this(command, new CompletableFuture<>());
  }

  @SuppressWarnings("unchecked") // an attempt answers each command with its own type
  void succeed(Object result) {
    answer.complete((A) result);
  }

  void fail(Exception cause) {
    answer.completeExceptionally(cause);
  }
}
