package io.tillstream.store.equality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.equality.HeadOfficeProof.Compared;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I6: nothing is called equal that was not compared. */
class ProofTest {

  private static final TerminalProof EQUAL = terminal(Standing.EQUAL, Standing.EQUAL);

  @Test
  void whatWasComparedToItsEndAndHoldsTheSameIsEqual() {
    Proof proof = proof(headOffice(Standing.EQUAL, 500L), EQUAL);

    assertThat(proof.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(proof.equal()).isTrue();
    assertThat(proof.thorough()).isTrue();
    assertThat(proof.uncompared()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Standing.class,
      names = {"NOT_CONFIGURED", "OUT_OF_REACH", "BEHIND"})
  void aHeadOfficeThatWasNotComparedIsNotKnownAndNothingOfItWasRead(Standing state) {
    Proof proof = proof(HeadOfficeProof.notCompared(state, "for a reason"), EQUAL);

    assertThat(proof.verdict()).isEqualTo(Verdict.NOT_KNOWN);
    assertThat(proof.equal()).isFalse();
    assertThat(proof.thorough()).isFalse();
    assertThat(proof.uncompared())
        .containsExactly(new Uncompared("head office", "for a reason", false));
  }

  @Test
  void aHeadOfficeThatIsBehindIsEqualSoFar() {
    Proof proof = proof(headOffice(Standing.BEHIND, 400L), EQUAL);

    assertThat(proof.verdict()).isEqualTo(Verdict.EQUAL_SO_FAR);
    assertThat(proof.equal()).isFalse();
    assertThat(proof.thorough()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Standing.class,
      names = {"BEHIND", "AGREED"})
  void aTerminalThatAgreedEarlierThanTheEndIsEqualSoFar(Standing state) {
    HeadOfficeProof above = headOffice(Standing.EQUAL, 500L);

    assertThat(proof(above, terminal(Standing.EQUAL, state)).verdict())
        .isEqualTo(Verdict.EQUAL_SO_FAR);
    assertThat(proof(above, terminal(state, Standing.EQUAL)).verdict())
        .isEqualTo(Verdict.EQUAL_SO_FAR);
  }

  @Test
  void aTerminalThatDidNotSayIsNotKnown() {
    HeadOfficeProof above = headOffice(Standing.EQUAL, 500L);

    assertThat(proof(above, EQUAL, terminal(Standing.EQUAL, Standing.NOT_REPORTED)).verdict())
        .isEqualTo(Verdict.NOT_KNOWN);
    assertThat(proof(above, EQUAL, terminal(Standing.NOT_REPORTED, Standing.EQUAL)).verdict())
        .isEqualTo(Verdict.NOT_KNOWN);
  }

  @Test
  void whateverElseIsNotKnownADifferenceIsOne() {
    Proof proof =
        proof(
            HeadOfficeProof.notCompared(Standing.OUT_OF_REACH, "the line is cut"),
            terminal(Standing.NOT_REPORTED, Standing.DIFFERS));

    assertThat(proof.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(proof.differences()).isEqualTo(1);
    assertThat(proof.uncompared()).hasSize(2);
  }

  private static Proof proof(HeadOfficeProof above, TerminalProof... below) {
    return Proof.of(Instant.EPOCH, "a life", 500, true, above, List.of(below));
  }

  private static HeadOfficeProof headOffice(Standing state, Long at) {
    return new HeadOfficeProof(
        state, null, at, 500 - at, Compared.NOTHING, List.of(), List.of(), false);
  }

  private static TerminalProof terminal(Standing documents, Standing replica) {
    return new TerminalProof(
        new TerminalId("T1"),
        1,
        Instant.EPOCH,
        new TerminalProof.Documents(documents, 5L, 5, List.of()),
        new TerminalProof.Replica(
            replica,
            500L,
            0L,
            new TerminalProof.Verified(Instant.EPOCH, 500, "agrees", 0, true),
            null));
  }
}
