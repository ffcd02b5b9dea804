package io.tillstream.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the core is free of, so that it can be simulated and trusted. */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tillstream.protocol");

  private static final Set<String> ASKS_THE_CLOCK = Set.of("now", "systemUTC", "systemDefaultZone");

  private static final ArchRule NOTHING_BUT_JAVA =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.tillstream.protocol..",
                  "java.lang..",
                  "java.math..",
                  "java.nio", // bytes in memory; channels and files are packages of their own
                  "java.nio.charset..",
                  "java.security..",
                  "java.time..",
                  "java.util..",
                  "com.fasterxml.jackson.annotation.."));

  private static final ArchRule NO_THREAD_OR_CHANCE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.util.concurrent..", "java.util.random..")
                  .or(named(Thread.class))
                  .or(named(Random.class))
                  .or(named(SecureRandom.class))
                  .or(named(Process.class))
                  .or(named(Runtime.class)));

  private static final ArchRule NO_CLOCK_OR_SURROUNDINGS =
      noClasses()
          .should()
          .accessTargetWhere(
              describe("asks the clock, chance or the machine", ArchitectureTest::asksTheWorld));

  private static final ArchRule NO_FLOATING_POINT =
      fields()
          .should()
          .notHaveRawType(double.class)
          .andShould()
          .notHaveRawType(float.class)
          .andShould()
          .notHaveRawType(Double.class);

  @Test
  void coreIsPlainJavaAndJacksonAnnotations() {
    NOTHING_BUT_JAVA.check(CORE);
  }

  @Test
  void coreHasNoThreadAndLeavesNothingToChance() {
    NO_THREAD_OR_CHANCE.check(CORE);
  }

  @Test
  void coreAsksNoClockAndNoMachine() {
    NO_CLOCK_OR_SURROUNDINGS.check(CORE);
  }

  @Test
  void moneyAndQuantitiesAreNeverFloatingPoint() {
    NO_FLOATING_POINT.check(CORE);
  }

  @Test
  void featuresDoNotDependOnEachOtherInCircles() {
    slices().matching("io.tillstream.protocol.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void documentsKnowNothingOfStockOrTransport() {
    noClasses()
        .that()
        .resideInAnyPackage("..identity..", "..money..", "..document..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..stock..", "..wire..", "..upload..", "..download..", "..problem..", "..verdict..")
        .check(CORE);
  }

  @Test
  void aClassThatBreaksTheRulesIsFound() {
    assertThat(CORE).hasSizeGreaterThan(40);
    assertThat(breaks(NOTHING_BUT_JAVA, ReadsAFile.class)).isTrue();
    assertThat(breaks(NO_THREAD_OR_CHANCE, StartsAThread.class)).isTrue();
    assertThat(breaks(NO_THREAD_OR_CHANCE, RollsDice.class)).isTrue();
    assertThat(breaks(NO_CLOCK_OR_SURROUNDINGS, ReadsTheClock.class)).isTrue();
    assertThat(breaks(NO_CLOCK_OR_SURROUNDINGS, ReadsTheCalendar.class)).isTrue();
    assertThat(breaks(NO_CLOCK_OR_SURROUNDINGS, InventsAnId.class)).isTrue();
    assertThat(breaks(NO_CLOCK_OR_SURROUNDINGS, CountsNanoseconds.class)).isTrue();
    assertThat(breaks(NO_FLOATING_POINT, PricesInDoubles.class)).isTrue();
  }

  private static boolean breaks(ArchRule rule, Class<?> offender) {
    return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
  }

  private static boolean asksTheWorld(JavaAccess<?> access) {
    String method = access.getName();
    JavaClass owner = access.getTargetOwner();
    return (owner.getPackageName().equals("java.time") && ASKS_THE_CLOCK.contains(method))
        || (owner.isEquivalentTo(UUID.class) && method.equals("randomUUID"))
        || (owner.isEquivalentTo(Math.class) && method.equals("random"))
        || (owner.isEquivalentTo(System.class) && !method.equals("arraycopy"));
  }

  private static DescribedPredicate<JavaClass> named(Class<?> type) {
    return describe(type.getSimpleName(), other -> other.isEquivalentTo(type));
  }

  static final class ReadsAFile {
    byte[] read() throws IOException {
      return Files.readAllBytes(Path.of("x"));
    }
  }

  static final class StartsAThread {
    final Thread thread = Thread.ofPlatform().unstarted(() -> {});
  }

  static final class RollsDice {
    final int eyes = new Random(1).nextInt(6);
  }

  static final class ReadsTheClock {
    final Instant now = Instant.now();
  }

  static final class ReadsTheCalendar {
    final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  }

  static final class InventsAnId {
    final UUID id = UUID.randomUUID();
  }

  static final class CountsNanoseconds {
    final long now = System.nanoTime();
  }

  static final class PricesInDoubles {
    final double price = 2.55;
  }
}
