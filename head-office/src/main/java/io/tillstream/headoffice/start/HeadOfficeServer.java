package io.tillstream.headoffice.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.tillstream.platform.http.AnswerOddPaths;

/** The program. */
@QuarkusMain
public final class HeadOfficeServer {

  private HeadOfficeServer() {}

  /** Runs until it is told to end. */
  public static void main(String... arguments) {
    AnswerOddPaths.ourselves();
    Quarkus.run(arguments);
  }
}
