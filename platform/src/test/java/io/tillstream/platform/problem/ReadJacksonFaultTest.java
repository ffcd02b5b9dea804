package io.tillstream.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.http.StrictJson;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person who sends a wrong body learns which field, and nothing about our classes. */
class ReadJacksonFaultTest {

  private final ObjectMapper json = new ObjectMapper();

  ReadJacksonFaultTest() {
    new StrictJson().customize(json);
  }

  record Basket(TerminalId terminal, List<Line> lines) {}

  record Line(String item, int pieces) {}

  private ProblemException refusalOf(String body) {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class, () -> json.readValue(body, Basket.class));
    assertThat(fault).as("the parser accepts %s", body).isNotNull();
    return ReadJacksonFault.of(fault);
  }

  @Test
  void aMisspeltFieldIsNamedWithItsPath() {
    ProblemException refusal = refusalOf("{\"lines\":[{\"item\":\"A\",\"peices\":1}]}");

    assertThat(refusal.code()).isEqualTo(ProblemCode.UNKNOWN_FIELD);
    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("lines[0].peices");
  }

  @Test
  void aValueOfTheWrongKindIsNamedWithItsPath() {
    ProblemException refusal = refusalOf("{\"lines\":[{\"item\":\"A\"},{\"pieces\":\"many\"}]}");

    assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_FIELD);
    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("lines[1].pieces");
    assertThat(refusal.getMessage()).doesNotContain("java", "io.tillstream", "jackson");
  }

  @Test
  void aTypedValueSaysInItsOwnWordsWhatItWants() {
    ProblemException refusal = refusalOf("{\"terminal\":\"till one\"}");

    assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_FIELD);
    assertThat(refusal.getMessage()).contains("terminal", "capital letters");
  }

  @Test
  void aBodyCutShortIsMalformed() {
    assertThat(refusalOf("{\"lines\":[{\"item\":").code()).isEqualTo(ProblemCode.MALFORMED_BODY);
  }

  @Test
  void aFieldGivenTwiceIsNamed() {
    for (String body :
        List.of(
            "{\"terminal\":\"T1\",\"terminal\":\"T2\"}",
            "{\"terminal\":\"T1\",\n \"lines\":[],\"terminal\":\"T2\"}")) {
      ProblemException refusal = refusalOf(body);

      assertThat(refusal.code()).isEqualTo(ProblemCode.MALFORMED_BODY);
      assertThat(refusal.getMessage()).startsWith("the field 'terminal' is given twice near line");
      assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("terminal");
    }
    assertThat(refusalOf("{\"lines\":[{\"item\":\"A\",\"item\":\"B\"}]}").getMessage())
        .startsWith("the field 'item' is given twice");
  }

  @Test
  void textAfterTheEndIsMalformed() {
    assertThat(refusalOf("{\"terminal\":\"T1\"} and more").code())
        .isEqualTo(ProblemCode.MALFORMED_BODY);
  }

  @Test
  void aBodyNestedAThousandDeepIsMalformed() {
    assertThat(refusalOf("{\"lines\":" + "[".repeat(2_000)).code())
        .isIn(ProblemCode.MALFORMED_BODY, ProblemCode.INVALID_FIELD);
  }
}
