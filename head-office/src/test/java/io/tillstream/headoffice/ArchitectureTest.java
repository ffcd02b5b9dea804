package io.tillstream.headoffice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.tillstream.platform.ArchitectureSentences;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureSentences {

  private static final String SQL = "java\\.sql\\.(?!SQLException).*|javax\\.sql\\..*";

  /** The classes that decide what an envelope means. */
  private static final String CORE =
      ".*\\.inbox\\.(Consolidation|Envelope|Incoming|Receipt|ReadFact|FactLine|CheckReceived|Held).*";

  ArchitectureTest() {
    super("io.tillstream.headoffice", 30, SQL);
  }

  @Test
  void whatAnEnvelopeMeansIsDecidedWithoutDatabaseOrClock() {
    noClasses()
        .that()
        .haveNameMatching(CORE)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(SQL + "|java\\.time\\.Clock")
        .check(program);
  }
}
