package io.tillstream.endtoend.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same time. */
final class Beside {

  private Beside() {}

  /** Something to be done. */
  @FunctionalInterface
  interface Doing {
    /** Returns when it is done. */
    void done() throws IOException, InterruptedException;
  }

  /**
   * Does the first here and the others beside it; returns when all are done.
   *
   * @throws IOException when one cannot be done; what is still being done beside it is given up
   */
  static void run(Doing here, Doing... others) throws IOException, InterruptedException {
    try (ExecutorService aside = Executors.newFixedThreadPool(Math.max(1, others.length))) {
      List<Future<Void>> beside = new ArrayList<>();
      for (Doing other : others) {
        beside.add(
            aside.submit(
                () -> {
                  other.done();
                  return null;
                }));
      }
      try {
        here.done();
        for (Future<Void> other : beside) {
          other.get();
        }
      } catch (ExecutionException e) {
        throw asItWas(e.getCause());
      } finally {
        aside.shutdownNow();
      }
    }
  }

  private static IOException asItWas(Throwable cause) {
    if (cause instanceof RuntimeException fault) { // a program that failed, or refused
      throw fault;
    }
    return cause instanceof IOException failed ? failed : new IOException(cause.toString(), cause);
  }
}
