package io.tillstream.store.console;

import io.tillstream.store.equality.TerminalProof;
import java.time.Instant;
import java.util.Locale;

/**
 * How a terminal compares with the store, in words.
 *
 * @param terminal its name
 * @param documents its own documents
 * @param replica its items, prices and stock
 * @param verified what it found when it last compared them by itself
 */
record TierRow(String terminal, String documents, String replica, String verified) {

  static TierRow of(TerminalProof proof, Instant now) {
    return new TierRow(
        proof.terminal().value(),
        documents(proof.documents()),
        replica(proof.replica()),
        verified(proof.replica().verified(), now));
  }

  private static String documents(TerminalProof.Documents documents) {
    return switch (documents.state()) {
      case EQUAL -> "equal at " + documents.terminal();
      case BEHIND ->
          String.format(
              Locale.ROOT, "the store has %d of %d", documents.store(), documents.terminal());
      case AGREED ->
          String.format(
              Locale.ROOT,
              "agreed at %d, the store has %d",
              documents.terminal(),
              documents.store());
      case DIFFERS -> "another history at " + documents.terminal();
      case NOT_REPORTED, OUT_OF_REACH, NOT_CONFIGURED -> "not said";
    };
  }

  private static String replica(TerminalProof.Replica replica) {
    return switch (replica.state()) {
      case EQUAL -> "equal at " + replica.seq();
      case BEHIND ->
          String.format(
              Locale.ROOT,
              "agreed at %d, behind by %d when it last called",
              replica.verified().seq(),
              replica.behindBy());
      case AGREED ->
          String.format(
              Locale.ROOT, "agreed at %d, stands at %d", replica.verified().seq(), replica.seq());
      case DIFFERS -> "differs";
      case NOT_REPORTED, OUT_OF_REACH, NOT_CONFIGURED ->
          replica.seq() == null ? "not said" : "not compared, stands at " + replica.seq();
    };
  }

  private static String verified(TerminalProof.Verified verified, Instant now) {
    if (verified == null) {
      return "not said";
    }
    String how = verified.thorough() ? ", every row read" : ", by sums";
    String found =
        verified.differing() == 0
            ? verified.result()
            : String.format(
                Locale.ROOT,
                "%s, %s differed",
                verified.result(),
                HowMany.of(verified.differing(), "bucket", "buckets"));
    return String.format(
        Locale.ROOT, "%s at %d, %s%s", found, verified.seq(), Ago.text(verified.at(), now), how);
  }
}
