package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.books.StoreProof;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether something held that a demonstration set out to show.
 *
 * @param name a word or two, that stay
 * @param sentence what was looked at, and on how much
 * @param findings what speaks against it; none when it held
 */
record Verdict(String name, String sentence, List<String> findings) {

  static final int FINDINGS_SHOWN_MAX = 10;

  Verdict {
    findings = List.copyOf(findings);
  }

  /** Whether all tiers hold the same, by the books and by what each store has compared itself. */
  static Verdict ofEquality(Reconciliation books, List<StoreProof> proofs) {
    List<String> findings = new ArrayList<>();
    books.differences().forEach(difference -> findings.add(difference.toString()));
    for (StoreProof proof : proofs) {
      if (!proof.equal()) {
        findings.add("%s says: %s".formatted(proof.store(), proof));
      }
    }
    return new Verdict(
        "equality",
        "terminals, stores and head office hold the same %,d documents and as much of %,d items; each store has compared that itself"
            .formatted(books.documents(), books.items()),
        findings);
  }

  boolean holds() {
    return findings.isEmpty();
  }

  /** As many findings as a person wants to read. */
  List<String> firstFindings() {
    return findings.subList(0, Math.min(findings.size(), FINDINGS_SHOWN_MAX));
  }
}
