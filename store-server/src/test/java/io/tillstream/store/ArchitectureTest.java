package io.tillstream.store;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.tillstream.platform.ArchitectureSentences;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureSentences {

  /** A resource may hand the database on to what asks it. */
  ArchitectureTest() {
    super("io.tillstream.store", 80, "java\\.sql\\.(?!SQLException).*");
  }

  @Test
  void theWriterKnowsNoFrameworkAndNoFeature() {
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
            "..store.uplink..")
        .check(program);
  }

  @Test
  void threadsThatHoldTheDatabaseAreNotInterrupted() {
    noClasses()
        .that()
        .resideInAnyPackage("..store.writer..", "..store.uplink..", "..store.inbox..")
        .should()
        .callMethodWhere(target(name("cancel")).or(target(name("shutdownNow"))))
        .check(program);
  }

  @Test
  void theBooksAreNotMappedByHibernate() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .should()
        .resideInAnyPackage("..store.fleet..", "..store.enrolment..")
        .check(program);
  }
}
