package io.tillstream.store.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.problem.FieldError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person is told what cannot be done in plain words, and how to go on. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://till.shop:7200/console/cases/1-2, /console/cases/1-2",
        "http://till.shop:7200/console/numbers?terminal=T1&type=sale,"
            + " /console/numbers?terminal=T1&type=sale",
        "http://till.shop:7200/console, /console",
        "http://till.shop:7200/api/cases, /console",
        "http://bad.example//console/cases, /console",
        "javascript:alert(1), /console",
        "not an address, /console",
        "-, /console"
      })
  void theWayBackIsAPageOfThisConsoleWhateverTheBrowserSays(String from, String back) {
    assertThat(refusal("there is no case '7-7'", from).back()).isEqualTo(back);
  }

  @Test
  void momentsAreTheShopsAndWhatOnlyLooksLikeOneStaysAsItIs() {
    assertThat(refusal("Ann settled it at 2026-11-21T09:17:51.123456789Z: accept", null).says())
        .matches(
            "Ann settled it at \\d+ Nov 2026, \\d\\d:\\d\\d:51: accept\\. Nothing was changed\\.");
    assertThat(refusal("Ann wrote 2026-99-99T99:99:99Z.", null).says())
        .isEqualTo("Ann wrote 2026-99-99T99:99:99Z. Nothing was changed.");
  }

  @Test
  void severalFaultsAreNamedWithTheRowsOfTheForm() {
    Refusal refusal =
        Refusal.of(
            Map.of(
                "code",
                "invalid-field",
                "title",
                "A field is missing or not valid",
                "detail",
                "2 faults; see errors",
                "errors",
                List.of(
                    new FieldError("lines[0].quantity", "is missing"),
                    new FieldError("store", "is this store itself"))),
            true,
            null);

    assertThat(refusal.says()).isEqualTo("Some of it cannot be right. Nothing was changed.");
    assertThat(refusal.faults())
        .containsExactly("row 1, quantity is missing", "store is this store itself");
  }

  private static Refusal refusal(String detail, String from) {
    return Refusal.of(
        Map.of("code", "not-found", "title", "There is nothing of this name", "detail", detail),
        true,
        from);
  }
}
