package io.tillstream.agent.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.agent.journal.Fingerprint;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TillRequestTest {

  private static final String PLAIN =
      """
      {"reference":"536365","cashier":"Ann","lines":[{"item":"85123A","quantity":"6","unitPrice":"2.55"}],
       "tenders":[{"type":"cash","amount":"15.30"}]}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"reference":"536365","cashier":"Ann","lines":[{"item":"85123A","quantity":6,"unitPrice":2.55}],
         "tenders":[{"type":"cash","amount":15.3}]}""",
        """
        { "tenders":[{"amount":"15.3","type":"cash"}],"customer":null, "cashier":" Ann ",
          "lines":[{"unitPrice":"2.5500","quantity":6.000,"item":"85123A"}], "reference":"536365"}""",
      })
  void theSameRequestWrittenOtherwiseIsTheSame(String otherwise) {
    assertThat(fingerprint(otherwise)).isEqualTo(fingerprint(PLAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"quantity\":\"6\"=\"quantity\":\"7\"",
        "\"unitPrice\":\"2.55\"=\"unitPrice\":\"2.5501\"",
        "85123A=85123a",
        "Ann=Bob",
        "\"cash\"=\"card\"",
        "\"cashier\":\"Ann\"=\"customer\":\"Ann\"",
        "\"item\"=\"barcode\"",
        "{\"reference\"={\"businessDate\":\"2026-11-20\",\"reference\"",
        ",\"unitPrice\":\"2.55\"=",
      })
  void anyOtherContentIsAnotherRequest(String change) {
    String[] parts = change.split("=", -1);
    String other = PLAIN.replace(parts[0], parts[1]);
    assertThat(other).isNotEqualTo(PLAIN);

    assertThat(fingerprint(other)).isNotEqualTo(fingerprint(PLAIN));
  }

  @Test
  void halvesOfCharactersAndControlCharactersAreRefused() {
    refused("{\"reference\":\"a\\ud800\",\"lines\":[{\"item\":\"X\",\"quantity\":1}]}");
    refused("{\"reference\":\"a\\u0000b\",\"lines\":[{\"item\":\"X\",\"quantity\":1}]}");
    refused(
        "{\"reference\":\"" + "x".repeat(65) + "\",\"lines\":[{\"item\":\"X\",\"quantity\":1}]}");
  }

  @Test
  void fiveThousandLinesAreReadAndOneMoreIsNot() {
    String line = "{\"item\":\"X\",\"quantity\":1,\"unitPrice\":1}";
    String start = "{\"reference\":\"r\",\"lines\":[" + (line + ",").repeat(4_999) + line;

    assertThat(read(start + "]}").lines()).hasSize(5_000);
    assertThatThrownBy(() -> read(start + "," + line + "]}"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.OUT_OF_RANGE));
  }

  private static void refused(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_FIELD));
  }

  private static Fingerprint fingerprint(String body) {
    return read(body).fingerprint();
  }

  private static TillRequest read(String body) {
    return ReadRequest.of(
        body.getBytes(StandardCharsets.UTF_8), DocumentType.SALE, Currency.getInstance("GBP"));
  }
}
