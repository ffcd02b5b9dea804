package io.tillstream.store.poke;

import java.util.concurrent.CompletionStage;

/** A terminal at the other end of an open answer. Thread-safe. */
interface Line {

  /**
   * Sends the head of the answer. Two threads that both find it unsent would break the answer, so
   * this is done before any other thread knows the line.
   */
  void begin();

  /** Whether it may still be written to; a terminal that vanished is noticed late. */
  boolean isOpen();

  /** Writes a poke's JSON; completes when it has left this program. */
  CompletionStage<?> poke(String json);

  /** Writes a sign of life, which means nothing else. */
  CompletionStage<?> beat();

  /** Ends it; the terminal may call again. */
  void close();
}
