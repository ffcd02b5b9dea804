package io.tillstream.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What is absent, and must stay absent. */
class ArchitectureTest {

  private static final JavaClasses AGENT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tillstream.agent");

  @Test
  void sellingKnowsNothingOfSynchronising() {
    noClasses()
        .that()
        .resideInAnyPackage("..agent.till..", "..agent.journal..", "..agent.stock..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..agent.sync..")
        .check(AGENT);
  }

  @Test
  void theJournalKnowsNothingOfHttp() {
    noClasses()
        .that()
        .resideInAnyPackage("..agent.journal..", "..agent.directory..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "jakarta.ws.rs..", "io.quarkus..", "io.vertx..")
        .check(AGENT);
  }

  @Test
  void thereIsNoMapperOfObjectsToTables() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.hibernate..", "jakarta.persistence..", "io.agroal..", "org.flywaydb..")
        .check(AGENT);
  }

  @Test
  void nothingSleepsOrInterrupts() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(AGENT);
    noClasses()
        .that()
        .doNotHaveSimpleName("StoreLink")
        .and()
        .doNotHaveSimpleName("Synchronise")
        .should()
        .callMethod(Thread.class, "interrupt")
        .because("an interrupt could arrive inside SQLite")
        .check(AGENT);
  }

  @Test
  void featuresDoNotTurnInCircles() {
    slices().matching("io.tillstream.agent.(*)..").should().beFreeOfCycles().check(AGENT);
  }
}
