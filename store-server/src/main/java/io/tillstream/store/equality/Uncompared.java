package io.tillstream.store.equality;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A part of the tiers that was not compared, or not to its end.
 *
 * @param part which
 * @param why in words
 * @param isSoFar whether it was compared, and held the same as far as that went
 */
public record Uncompared(String part, String why, @JsonIgnore boolean isSoFar) {

  /** All such parts; none of those that differ. */
  static List<Uncompared> in(HeadOfficeProof above, List<TerminalProof> below) {
    List<Uncompared> parts = new ArrayList<>();
    headOffice(above, parts);
    for (TerminalProof terminal : below) {
      documents(terminal, parts);
      replica(terminal, parts);
    }
    return List.copyOf(parts);
  }

  private static void headOffice(HeadOfficeProof proof, List<Uncompared> parts) {
    switch (proof.state()) {
      case EQUAL, DIFFERS -> {
        // Compared to the end.
      }
      case BEHIND, AGREED, OUT_OF_REACH, NOT_CONFIGURED, NOT_REPORTED ->
          parts.add(
              proof.at() == null
                  ? new Uncompared("head office", proof.detail(), false)
                  : soFar(
                      "head office",
                      "compared at change %d; facts that came after it: %d",
                      proof.at(),
                      proof.behindBy()));
    }
  }

  private static void documents(TerminalProof terminal, List<Uncompared> parts) {
    TerminalProof.Documents documents = terminal.documents();
    String part = "documents of terminal " + terminal.terminal();
    switch (documents.state()) {
      case EQUAL, DIFFERS -> {
        // Compared to the end.
      }
      case BEHIND ->
          parts.add(soFar(part, "the store has %d of %d", documents.store(), documents.terminal()));
      case AGREED ->
          parts.add(
              soFar(
                  part,
                  "agreed at %d, and the store has %d; the terminal has not called since",
                  documents.terminal(),
                  documents.store()));
      case OUT_OF_REACH, NOT_CONFIGURED, NOT_REPORTED ->
          parts.add(
              new Uncompared(
                  part, "the terminal has not said since the store server started", false));
    }
  }

  private static void replica(TerminalProof terminal, List<Uncompared> parts) {
    TerminalProof.Replica replica = terminal.replica();
    String part = "items, prices and stock of terminal " + terminal.terminal();
    switch (replica.state()) {
      case EQUAL, DIFFERS -> {
        // Compared to the end.
      }
      case BEHIND ->
          parts.add(
              soFar(
                  part,
                  "agreed at change %d; changes that it has not fetched: %d",
                  replica.verified().seq(),
                  replica.behindBy()));
      case AGREED ->
          parts.add(
              soFar(
                  part,
                  "agreed at change %d, stands at %d",
                  replica.verified().seq(),
                  replica.seq()));
      case OUT_OF_REACH, NOT_CONFIGURED, NOT_REPORTED ->
          parts.add(
              new Uncompared(
                  part,
                  replica.verified() == null
                      ? "the terminal has not said that it compared them"
                      : "the terminal could not compare them when it last attempted it",
                  false));
    }
  }

  private static Uncompared soFar(String part, String why, Object... figures) {
    return new Uncompared(part, String.format(Locale.ROOT, why, figures), true);
  }
}
