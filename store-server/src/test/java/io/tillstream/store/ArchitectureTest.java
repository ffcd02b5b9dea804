package io.tillstream.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What keeps the store's decisions apart from its input and output. */
class ArchitectureTest {

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tillstream.store");

  private static final ArchRule WRITER_KNOWS_NO_FRAMEWORK_AND_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("..store.writer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "jakarta..",
              "org.hibernate..",
              "..store.intake..",
              "..store.document..",
              "..store.stock..",
              "..store.catalogue..",
              "..store.goods..",
              "..store.enrolment..",
              "..store.fleet..",
              "..store.uplink..");

  private static final ArchRule RESOURCES_HOLD_NO_SQL =
      noClasses()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .callMethod(DataSource.class, "getConnection")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.sql\\.(?!SQLException).*");

  private static final ArchRule ONE_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  private static final ArchRule NOBODY_INTERRUPTS =
      noClasses()
          .that()
          .resideInAnyPackage("..store.writer..", "..store.uplink..", "..store.inbox..")
          .should()
          .callMethodWhere(
              com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                      com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("cancel"))
                  .or(
                      com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                          com.tngtech.archunit.core.domain.properties.HasName.Predicates.name(
                              "shutdownNow"))));

  @Test
  void theWriterKnowsNoFrameworkAndNoFeature() {
    WRITER_KNOWS_NO_FRAMEWORK_AND_NO_FEATURE.check(PROGRAM);
  }

  @Test
  void resourcesHoldNoSql() {
    RESOURCES_HOLD_NO_SQL.check(PROGRAM);
  }

  @Test
  void theTimeComesFromOnePlace() {
    ONE_CLOCK.check(PROGRAM);
  }

  @Test
  void threadsThatHoldTheDatabaseAreNotInterrupted() {
    NOBODY_INTERRUPTS.check(PROGRAM);
  }

  @Test
  void resourcesAreNobodyElsesBusiness() {
    classes().that().areAnnotatedWith(Path.class).should().notBePublic().check(PROGRAM);
  }

  @Test
  void theBooksAreNotMappedByHibernate() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .should()
        .resideInAnyPackage("..store.fleet..", "..store.enrolment..")
        .check(PROGRAM);
  }

  @Test
  void featuresDoNotDependOnEachOtherInCircles() {
    slices().matching("io.tillstream.store.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void aClassThatBreaksTheRulesIsFound() {
    assertThat(PROGRAM).hasSizeGreaterThan(80);
    assertThat(breaks(RESOURCES_HOLD_NO_SQL, AsksTheDatabase.class)).isTrue();
    assertThat(breaks(ONE_CLOCK, ReadsTheClock.class)).isTrue();
  }

  private static boolean breaks(ArchRule rule, Class<?> offender) {
    return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
  }

  @Path("/wrong")
  static final class AsksTheDatabase {
    final Function<DataSource, Connection> question =
        database -> {
          try {
            return database.getConnection();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        };
  }

  static final class ReadsTheClock {
    final Instant now = Instant.now();
  }
}
