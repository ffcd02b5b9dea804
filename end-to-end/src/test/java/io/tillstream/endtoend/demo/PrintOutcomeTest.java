package io.tillstream.endtoend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Difference;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.Reconciliation.StreamRow;
import io.tillstream.endtoend.books.StoreProof;
import io.tillstream.endtoend.books.StreamEnd;
import io.tillstream.endtoend.speed.DrainSpeed;
import io.tillstream.endtoend.speed.MemoryUse;
import io.tillstream.endtoend.speed.SaleSpeed;
import io.tillstream.endtoend.speed.Speed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrintOutcomeTest {

  @Test
  void agreementEndsWithOneLineThatSaysSo() {
    assertThat(printed(outcome(List.of())))
        .endsWith("Every tier agrees: 3,012 documents, 240 items, 0 differences.");
  }

  @Test
  void differencesAreNamedAndCounted() {
    List<Difference> many =
        Stream.iterate(1, i -> i + 1)
            .limit(23)
            .map(
                i ->
                    new Difference(
                        Difference.Kind.ON_HAND,
                        "of ITEM" + i + " in S1",
                        Map.of("store S1", "5", "head office", "6")))
            .toList();

    String printed = printed(outcome(many));

    assertThat(printed)
        .contains("  on-hand of ITEM1 in S1: head office 6; store S1 5\n")
        .contains("ITEM20 ")
        .doesNotContain("ITEM21 ")
        .contains("… and 3 more")
        .endsWith("23 differences in 3,012 documents and 240 items.");
  }

  @Test
  void everyStoresOwnProofIsSaid() {
    assertThat(printed(outcome(List.of())))
        .contains("S1's own proof")
        .contains(
            "head office equal at change 3,020: 3,012 documents, 240 items; 3 terminals hold");
  }

  @Test
  void missedTargetIsSaidPlainly() {
    assertThat(printed(outcome(List.of())))
        .contains("2.51× plain JDBC")
        .contains("target: at most 2.5×   NOT MET")
        .contains("6,000 documents/s")
        .contains("104 MB resident");
  }

  @Test
  void jsonHoldsTheSame() {
    JsonNode json =
        WriteJson.of(
            outcome(
                List.of(
                    new Difference(
                        Difference.Kind.DOCUMENT, "S1/T1/1/7", Map.of("store S1", "has none")))));

    assertThat(json.path("everyTierAgrees").asBoolean()).isFalse();
    assertThat(json.path("documents").path("madeAtTerminals").asLong()).isEqualTo(3_008);
    assertThat(json.path("streams").get(0).path("headOffice").path("hash").asText())
        .isEqualTo("ab".repeat(32));
    assertThat(json.path("streams").get(1).has("terminal")).isFalse();
    assertThat(json.path("differenceCount").asInt()).isEqualTo(1);
    assertThat(json.path("differences").get(0).path("says").path("store S1").asText())
        .isEqualTo("has none");
    assertThat(json.path("speed").path("sale").path("ratio").decimalValue()).hasToString("2.51");
  }

  @Test
  void whatWasTriedBesidesSellingIsOneLineEach() {
    Outcome outcome =
        outcome(
            List.of(),
            new Trials(
                List.of("the broker was away"),
                List.of(new Verdict("count's truth", "each of 240 items holds", List.of()))));

    assertThat(printed(outcome))
        .containsPattern("On the way +the broker was away")
        .containsPattern("count's truth +holds: each of 240 items holds");
    assertThat(outcome.isWell()).isTrue();
  }

  @Test
  void aVerdictThatDoesNotHoldIsTheLastWord() {
    Outcome outcome =
        outcome(
            List.of(),
            new Trials(
                List.of(),
                List.of(
                    new Verdict("oversell", "is one case", List.of("there are 2 cases")),
                    new Verdict("serial", "is one case", List.of()))));

    assertThat(printed(outcome))
        .contains("DOES NOT HOLD: is one case")
        .contains("there are 2 cases")
        .endsWith("1 of 2 verdicts does not hold: oversell.");
    assertThat(outcome.isWell()).isFalse();
    JsonNode verdict = WriteJson.of(outcome).path("verdicts").path(0);
    assertThat(verdict.path("holds").asBoolean(true)).isFalse();
    assertThat(verdict.path("findings").path(0).asText()).isEqualTo("there are 2 cases");
  }

  private static String printed(Outcome outcome) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PrintOutcome(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(outcome);
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  private static Outcome outcome(List<Difference> differences) {
    return outcome(differences, new Trials(List.of(), List.of()));
  }

  private static Outcome outcome(List<Difference> differences, Trials trials) {
    StreamEnd end = new StreamEnd(3_008, "ab".repeat(32));
    Duration second = Duration.ofSeconds(1);
    return new Outcome(
        "a day",
        new Scale(1, 3, 30),
        "H2, embedded",
        900,
        3_008,
        List.of("S1: 1 before, 0 after"),
        new Reconciliation(
            List.of(
                new StreamRow("S1/T1/1", end, end, end),
                new StreamRow("S1/STORE/1", null, end, end)),
            3_008,
            3_008,
            3_008,
            4,
            4,
            240,
            3_012,
            5,
            0,
            0,
            0,
            differences),
        List.of(new StoreProof("S1", true, "equal", 3_020, 3_012, 240, List.of(), List.of(), 3)),
        trials,
        new Times(second, second, second, second, second, second),
        new MemoryUse(104 * 1024, 300 * 1024, 200 * 1024),
        3_005,
        new Speed(
            new SaleSpeed(1_000, Duration.ofNanos(2_510_000), Duration.ofNanos(1_000_000)),
            new DrainSpeed(4, 3_000, second),
            new DrainSpeed(4, 6_000, second)));
  }
}
