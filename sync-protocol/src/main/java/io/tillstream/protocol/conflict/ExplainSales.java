package io.tillstream.protocol.conflict;

import io.tillstream.protocol.identity.DocumentKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says why sales that did not go by what the store knew are cases. Thread-safe.
 *
 * @param explain tells moments and documents
 */
record ExplainSales(Explain explain) {

  String why(Conflict.UnknownItem unknown) {
    return "The catalogue has no item %s: %s. What was sold is booked once it has: create the item,"
            .formatted(unknown.item(), explain.took(unknown.causes()))
        + " and the case ends by itself.";
  }

  String why(Conflict.Promised promised) {
    String promises =
        promised.promises().stream()
            .limit(Explain.TOLD_ONE_BY_ONE_MAX)
            .map(
                each ->
                    "%s to %s (promise %s)"
                        .formatted(each.left(), each.customer(), each.reference()))
            .collect(Collectors.joining(", "));
    return "Of %s %s promised, and the store holds %s: %s. %s"
        .formatted(
            promised.item(),
            promises.isEmpty()
                ? "nothing is"
                : promises + (promised.promises().size() == 1 ? " is" : " are"),
            promised.onHand().plus(promised.backRoom()),
            explain.took(promised.causes()),
            promised.missing().isPositive()
                ? "That is %s too few for what is promised.".formatted(promised.missing())
                : "What is promised is there again.");
  }

  String why(Conflict.Blocked blocked) {
    List<SoldBlocked> sold = blocked.sold();
    String told =
        sold.stream()
            .limit(Explain.TOLD_ONE_BY_ONE_MAX)
            .map(each -> explain.took(each.cause()) + "; " + heard(each))
            .collect(Collectors.joining(". "));
    return "%s was not for sale: %s took it out of the catalogue at %s. %s%s."
        .formatted(
            blocked.item(),
            sold.getFirst().blockedBy(),
            explain.at(sold.getFirst().blockedAt()),
            told.substring(0, 1).toUpperCase(Locale.ROOT) + told.substring(1),
            sold.size() > Explain.TOLD_ONE_BY_ONE_MAX
                ? ". So did %d documents more".formatted(sold.size() - Explain.TOLD_ONE_BY_ONE_MAX)
                : "");
  }

  String why(Conflict.Priced priced) {
    Map<DocumentKey, Cause> causes =
        priced.causes().stream().collect(Collectors.toMap(Cause::document, each -> each));
    List<Charged> lines =
        priced.lines().stream().filter(each -> causes.containsKey(each.document())).toList();
    String told =
        lines.stream()
            .limit(Explain.TOLD_ONE_BY_ONE_MAX)
            .map(each -> charged(each, causes.get(each.document())))
            .collect(Collectors.joining("; "));
    return "Terminal %s had not heard of changes that the store had made: %s%s."
        .formatted(
            priced.terminal(),
            told,
            lines.size() > Explain.TOLD_ONE_BY_ONE_MAX
                ? "; and %d lines more".formatted(lines.size() - Explain.TOLD_ONE_BY_ONE_MAX)
                : "");
  }

  private String charged(Charged line, Cause cause) {
    return "at %s it sold %s of %s%s instead of %s, which the store had set at %s%s%s (%s %s)"
        .formatted(
            explain.at(cause.madeAt()),
            line.quantity(),
            line.isTax() ? "tax code " + line.of() + " with " : line.of() + " for ",
            line.chargedInWords(),
            line.dueInWords(),
            explain.at(line.since()),
            line.heardAt().map(each -> "; its prices were those of " + explain.at(each)).orElse(""),
            explain.arrived(cause),
            cause.type(),
            cause.number());
  }

  private String heard(SoldBlocked sold) {
    if (sold.knew().isEmpty()) {
      return "it does not say what it had heard by then";
    }
    String asOf =
        sold.heardAt()
            .map(each -> "its catalogue was the store's of " + explain.at(each))
            .orElse("");
    if (sold.knew().get()) {
      return (asOf.isEmpty() ? "" : asOf + ", and ") + "it knew of that";
    }
    return (asOf.isEmpty() ? "" : asOf + ", and ") + "it had not heard of that";
  }
}
