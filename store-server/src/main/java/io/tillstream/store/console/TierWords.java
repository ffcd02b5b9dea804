package io.tillstream.store.console;

import io.tillstream.store.equality.HeadOfficeProof;
import io.tillstream.store.equality.Proof;
import io.tillstream.store.equality.Standing;
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
    if (proof.differences() > 0) {
      return String.format(
          Locale.ROOT,
          "The tiers do not hold the same: %s.",
          HowMany.of(proof.differences(), "difference", "differences"));
    }
    if (!proof.equal()) {
      return "Nothing differs as far as it could be compared; head office could not be.";
    }
    return proof.headOffice().state() == Standing.NOT_CONFIGURED
        ? "Nothing differs between the store and what its terminals say."
        : "Head office, the store and its terminals hold the same.";
  }

  /** The same in a few words, for the front page. */
  static String inShort(Proof proof, Instant now) {
    if (proof == null) {
      return "not compared yet";
    }
    String found =
        proof.differences() > 0
            ? HowMany.of(proof.differences(), "difference", "differences")
            : proof.headOffice().at() == null
                ? "head office " + proof.headOffice().state()
                : "equal at " + proof.headOffice().at();
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
      case NOT_CONFIGURED -> "No head office is configured.";
      case NOT_REPORTED -> "It has not said.";
    };
  }
}
