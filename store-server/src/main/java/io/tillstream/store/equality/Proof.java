package io.tillstream.store.equality;

import java.time.Instant;
import java.util.List;

/**
 * Whether all tiers hold the same.
 *
 * @param at when this was found out
 * @param incarnation of the store's change log
 * @param seq where it stood
 * @param thorough whether every document and every movement was read
 * @param equal whether nothing that could be compared differs
 * @param headOffice the comparison with head office
 * @param terminals the comparison with each terminal, by name
 */
public record Proof(
    Instant at,
    String incarnation,
    long seq,
    boolean thorough,
    boolean equal,
    HeadOfficeProof headOffice,
    List<TerminalProof> terminals) {

  /** How many differences are told. */
  public int differences() {
    return headOffice.documents().size()
        + headOffice.differences().size()
        + (headOffice.differs() && headOffice.isEmpty() ? 1 : 0)
        + (int) terminals.stream().filter(TerminalProof::differs).count();
  }
}
