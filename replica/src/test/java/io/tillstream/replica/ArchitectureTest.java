package io.tillstream.replica;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The store and the terminal take changes in with this code: it knows neither of them. */
class ArchitectureTest {

  @Test
  void nothingHereKnowsAFrameworkOrAProgram() {
    JavaClasses replica =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tillstream.replica");

    assertThat(replica).isNotEmpty();
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.sqlite..",
            "com.github.luben.zstd..",
            "io.tillstream.protocol..",
            "io.tillstream.replica..")
        .check(replica);
  }
}
