package io.tillstream.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void aRequestWithoutFaultsPasses() {
    assertThatCode(() -> new Faults().throwIfAny()).doesNotThrowAnyException();
  }

  @Test
  void allFaultsAreToldAtOnceUnderTheFirstOnesCode() {
    Faults faults =
        new Faults()
            .add(ProblemCode.OUT_OF_RANGE, "lines[0].quantity", "is at most 1000000")
            .add(ProblemCode.INVALID_FIELD, "reference", "is missing");

    ProblemException problem = catchThrowableOfType(ProblemException.class, faults::throwIfAny);

    assertThat(problem.code()).isEqualTo(ProblemCode.OUT_OF_RANGE);
    assertThat(problem.errors())
        .extracting(FieldError::field)
        .containsExactly("lines[0].quantity", "reference");
  }

  @Test
  void aFileOfWrongRowsListsTheFirstThousandAndCountsTheRest() {
    Faults faults = new Faults();
    for (int line = 2; line < 2502; line++) {
      faults.add(ProblemCode.INVALID_FIELD, new FieldError(line, "price", "is not a number"));
    }

    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class, () -> faults.throwIfAny(ProblemCode.CATALOGUE_REJECTED));

    assertThat(problem.code()).isEqualTo(ProblemCode.CATALOGUE_REJECTED);
    assertThat(problem.errors()).hasSize(Faults.LISTED_MAX);
    assertThat(problem.members()).containsEntry("errorsTotal", 2_500);
  }
}
