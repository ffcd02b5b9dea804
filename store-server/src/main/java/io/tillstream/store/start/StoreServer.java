package io.tillstream.store.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.tillstream.platform.http.AnswerOddPaths;

/** The program. */
@QuarkusMain
public final class StoreServer {

  private StoreServer() {}

  /** Runs until it is told to end. */
  public static void main(String... arguments) {
    AnswerOddPaths.ourselves();
    Quarkus.run(arguments);
  }
}
