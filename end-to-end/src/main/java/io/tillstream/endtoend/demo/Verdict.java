package io.tillstream.endtoend.demo;

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

  boolean holds() {
    return findings.isEmpty();
  }

  /** As many findings as a person wants to read. */
  List<String> firstFindings() {
    return findings.subList(0, Math.min(findings.size(), FINDINGS_SHOWN_MAX));
  }
}
