package io.tillstream.endtoend.chaos;

import java.util.List;

/**
 * Whether an invariant held.
 *
 * @param invariant its name in docs/INVARIANTS.md
 * @param sentence what was looked at
 * @param state of the three
 * @param counts what it was looked at on
 * @param findings what speaks against it; none when it held
 */
public record Verdict(
    String invariant, String sentence, State state, String counts, List<String> findings) {

  /** How it stands. */
  public enum State {
    /** It held. */
    HELD,
    /** It did not. */
    BROKEN,
    /** Nothing happened that could have broken it. */
    UNTESTED,
    /** A trial at random cannot show it; the counts name the test that does. */
    NOT_TRIED
  }

  /** Copies the list. */
  public Verdict {
    findings = List.copyOf(findings);
  }

  /** From what speaks against it, if there was an occasion at all. */
  static Verdict of(
      String invariant, String sentence, boolean occasion, String counts, List<String> findings) {
    State state = !findings.isEmpty() ? State.BROKEN : occasion ? State.HELD : State.UNTESTED;
    return new Verdict(invariant, sentence, state, counts, findings);
  }

  /** Of an invariant that is proved elsewhere. */
  static Verdict notTried(String invariant, String sentence, String test) {
    return new Verdict(invariant, sentence, State.NOT_TRIED, "see " + test, List.of());
  }
}
