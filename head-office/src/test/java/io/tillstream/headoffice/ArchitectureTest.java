package io.tillstream.headoffice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What keeps head office's decisions apart from its input and output. */
class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tillstream.headoffice");

  /** The classes that decide what an envelope means. */
  private static final String CORE =
      ".*\\.inbox\\.(Consolidation|Envelope|Incoming|Receipt|ReadFact|FactLine|CheckReceived|Held).*";

  private static final ArchRule CORE_DECIDES_ONLY =
      noClasses()
          .that()
          .haveNameMatching(CORE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.sql\\.(?!SQLException).*|javax\\.sql\\..*|java\\.time\\.Clock");

  private static final ArchRule ONE_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackage("..headoffice.clock..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  private static final ArchRule RESOURCES_HOLD_NO_SQL =
      noClasses()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.sql\\.(?!SQLException).*|javax\\.sql\\..*");

  @Test
  void whatAnEnvelopeMeansIsDecidedWithoutDatabaseOrClock() {
    CORE_DECIDES_ONLY.check(PROGRAM);
  }

  @Test
  void theTimeComesFromOnePlace() {
    ONE_CLOCK.check(PROGRAM);
  }

  @Test
  void resourcesHoldNoSql() {
    RESOURCES_HOLD_NO_SQL.check(PROGRAM);
  }

  @Test
  void resourcesAreNobodyElsesBusiness() {
    classes().that().areAnnotatedWith(Path.class).should().notBePublic().check(PROGRAM);
  }

  @Test
  void featuresDoNotDependOnEachOtherInCircles() {
    slices().matching("io.tillstream.headoffice.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void aClassThatBreaksTheRulesIsFound() {
    assertThat(PROGRAM).hasSizeGreaterThan(30);
    assertThat(breaks(RESOURCES_HOLD_NO_SQL, AsksTheDatabase.class)).isTrue();
    assertThat(breaks(ONE_CLOCK, ReadsTheClock.class)).isTrue();
  }

  private static boolean breaks(ArchRule rule, Class<?> offender) {
    return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
  }

  @Path("/wrong")
  static final class AsksTheDatabase {
    final Function<Connection, String> question = Connection::toString;
  }

  static final class ReadsTheClock {
    final Instant now = Instant.now();
  }
}
