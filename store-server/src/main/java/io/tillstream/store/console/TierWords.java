package io.tillstream.store.console;

import io.tillstream.store.equality.HeadOfficeProof;
import io.tillstream.store.equality.Proof;
import java.time.Instant;
import java.util.Locale;

/** What a comparison of the tiers has found, in words for a person. */
final class TierWords {

  private TierWords() {}

  /** All of it in a sentence; of a comparison that was not made yet, too. */
  static String verdict(Proof proof) {
    if (proof == null) {
      return "Nothing was compared yet since the store server started.";
    }
    return switch (proof.verdict()) {
      case EQUAL ->
          proof.terminals().isEmpty()
              ? "Head office and the store hold the same. No terminal is enrolled."
              : "Head office, the store and its terminals hold the same.";
      case EQUAL_SO_FAR ->
          String.format(
              Locale.ROOT,
              "Nothing differs as far as each was compared; %s compared to the end.",
              were(proof));
      case NOT_KNOWN ->
          String.format(
              Locale.ROOT,
              "It is not known whether the tiers hold the same: %s compared, or not to the end."
                  + " Nothing differs in what was.",
              were(proof));
      case DIFFERS ->
          String.format(
              Locale.ROOT,
              "The tiers do not hold the same: %s.",
              HowMany.of(proof.differences(), "difference", "differences"));
    };
  }

  private static String were(Proof proof) {
    int parts = proof.uncompared().size();
    return parts == 1 ? "one part was not" : parts + " parts were not";
  }

  /** What was read for it. */
  static String how(Proof proof) {
    String between = " in the store and at head office; what terminals hold, they compare";
    if (proof.thorough()) {
      return "every document and every movement" + between;
    }
    return proof.headOffice().at() == null
        ? "what terminals say; of head office nothing was read"
        : "the ends of all chains and sums of the stock" + between;
  }

  /** The same in a few words, for the front page. */
  static String inShort(Proof proof, Instant now) {
    if (proof == null) {
      return "not compared yet";
    }
    String found =
        switch (proof.verdict()) {
          case EQUAL -> "equal at " + proof.headOffice().at();
          case EQUAL_SO_FAR -> "equal as far as compared";
          case NOT_KNOWN ->
              "not known of " + HowMany.of(proof.uncompared().size(), "part", "parts");
          case DIFFERS -> HowMany.of(proof.differences(), "difference", "differences");
        };
    return found + ", " + Ago.text(proof.at(), now);
  }

  static String headOffice(HeadOfficeProof proof) {
    String compared =
        String.format(
            Locale.ROOT,
            "%,d documents in %s and the stock of %s",
            proof.compared().documents(),
            HowMany.of(proof.compared().streams(), "stream", "streams"),
            HowMany.of(proof.compared().items(), "item", "items"));
    return switch (proof.state()) {
      case EQUAL ->
          String.format(
              Locale.ROOT, "It holds the same: %s, compared at change %d.", compared, proof.at());
      case BEHIND ->
          proof.at() == null
              ? String.format(Locale.ROOT, "It could not be compared yet: %s.", proof.detail())
              : String.format(
                  Locale.ROOT,
                  "It is behind by %s. As far as it has come, to change %d, it holds the same: %s.",
                  HowMany.of(proof.behindBy(), "fact", "facts"),
                  proof.at(),
                  compared);
      case DIFFERS ->
          proof.at() == null
              ? String.format(Locale.ROOT, "It holds something else: %s.", proof.detail())
              : String.format(
                  Locale.ROOT, "It holds something else, compared at change %d.", proof.at());
      case OUT_OF_REACH ->
          String.format(Locale.ROOT, "It could not be compared: %s.", proof.detail());
      case NOT_CONFIGURED -> String.format(Locale.ROOT, "It was not compared: %s.", proof.detail());
      case AGREED, NOT_REPORTED -> "It has not said.";
    };
  }
}
