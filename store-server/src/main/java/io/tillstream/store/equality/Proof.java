package io.tillstream.store.equality;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * Whether all tiers hold the same.
 *
 * @param at when this was found out
 * @param incarnation of the store's change log
 * @param seq where it stood
 * @param thorough whether every document and every movement was read in the store and at head
 *     office
 * @param verdict all of it in a word
 * @param uncompared what was not compared, or not to its end, and why
 * @param headOffice the comparison with head office
 * @param terminals the comparison with each terminal, by name
 */
public record Proof(
    Instant at,
    String incarnation,
    long seq,
    boolean thorough,
    Verdict verdict,
    List<Uncompared> uncompared,
    HeadOfficeProof headOffice,
    List<TerminalProof> terminals) {

  /**
   * Judges what the comparisons have found.
   *
   * @param thoroughly whether every document and movement was to be read
   */
  static Proof of(
      Instant at,
      String incarnation,
      long seq,
      boolean thoroughly,
      HeadOfficeProof above,
      List<TerminalProof> below) {
    List<Uncompared> uncompared = Uncompared.in(above, below);
    return new Proof(
        at,
        incarnation,
        seq,
        // Of who gave no answer nothing was read, and of too many differences not the rest.
        thoroughly && above.at() != null && !above.more(),
        verdict(above, below, uncompared),
        uncompared,
        above,
        below);
  }

  private static Verdict verdict(
      HeadOfficeProof above, List<TerminalProof> below, List<Uncompared> uncompared) {
    if (above.differs() || below.stream().anyMatch(TerminalProof::differs)) {
      return Verdict.DIFFERS;
    }
    if (uncompared.isEmpty()) {
      return Verdict.EQUAL;
    }
    return uncompared.stream().allMatch(Uncompared::isSoFar)
        ? Verdict.EQUAL_SO_FAR
        : Verdict.NOT_KNOWN;
  }

  /** Whether every part was compared to its end, and all hold the same. */
  @JsonProperty
  public boolean equal() {
    return verdict == Verdict.EQUAL;
  }

  /** How many differences are told. */
  public int differences() {
    return headOffice.documents().size()
        + headOffice.differences().size()
        + (headOffice.differs() && headOffice.isEmpty() ? 1 : 0)
        + (int) terminals.stream().filter(TerminalProof::differs).count();
  }
}
