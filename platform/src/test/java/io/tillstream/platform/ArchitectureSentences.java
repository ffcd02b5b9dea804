package io.tillstream.platform;

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
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What keeps the decisions of a program with a database apart from its input and output. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureSentences {

  /** All of it, as it is shipped. */
  protected final JavaClasses program;

  private final String root;
  private final int classesMin;
  private final ArchRule resourcesHoldNoSql;
  private final ArchRule oneClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** A program below this package; the pattern names what its resources do not know. */
  protected ArchitectureSentences(String root, int classesMin, String sql) {
    this.root = root;
    this.classesMin = classesMin;
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root);
    resourcesHoldNoSql =
        noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .callMethod(DataSource.class, "getConnection")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(sql);
  }

  @Test
  void theTimeComesFromOnePlace() {
    oneClock.check(program);
  }

  @Test
  void resourcesHoldNoSql() {
    resourcesHoldNoSql.check(program);
  }

  @Test
  void resourcesAreNobodyElsesBusiness() {
    classes().that().areAnnotatedWith(Path.class).should().notBePublic().check(program);
  }

  @Test
  void featuresDoNotDependOnEachOtherInCircles() {
    slices().matching(root + ".(*)..").should().beFreeOfCycles().check(program);
  }

  @Test
  void aClassThatBreaksTheRulesIsFound() {
    assertThat(program).hasSizeGreaterThan(classesMin);
    assertThat(breaks(resourcesHoldNoSql, AsksTheDatabase.class)).isTrue();
    assertThat(breaks(oneClock, ReadsTheClock.class)).isTrue();
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
