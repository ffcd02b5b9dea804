package io.tillstream.store.conflict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a case stands. */
enum CaseState {
  /** It waits for a decision. */
  OPEN,
  /** A person has decided. */
  SETTLED,
  /** What it was about is gone: nobody has to decide any more. */
  GONE;

  static Optional<CaseState> find(String name) {
    return Arrays.stream(values()).filter(state -> state.toString().equals(name)).findFirst();
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
