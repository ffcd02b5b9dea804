package io.tillstream.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What the programs share is not about shops. */
class ArchitectureTest {

  private static final ArchRule KNOWS_NO_SHOP =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tillstream.protocol.document..",
              "io.tillstream.protocol.identity..",
              "io.tillstream.protocol.money..",
              "io.tillstream.protocol.series..",
              "io.tillstream.protocol.stock..",
              "io.tillstream.protocol.verdict..");

  @Test
  void noClassHereKnowsAThingOfTheShop() {
    JavaClasses platform =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tillstream.platform");

    assertThat(platform).isNotEmpty();
    KNOWS_NO_SHOP.check(platform);
  }

  @Test
  void aClassThatKnowsOneIsFound() {
    JavaClasses protocol = new ClassFileImporter().importPackages("io.tillstream.protocol.stock");

    assertThat(KNOWS_NO_SHOP.evaluate(protocol).hasViolation()).isTrue();
  }
}
