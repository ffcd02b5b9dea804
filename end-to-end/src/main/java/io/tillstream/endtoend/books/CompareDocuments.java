package io.tillstream.endtoend.books;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.DocumentSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares the documents of one store: each stream ends at the same n with the same chain, and each
 * document reads the same, wherever it is held (I6, I10).
 */
final class CompareDocuments {

  private final List<Difference> differences = new ArrayList<>();

  private CompareDocuments() {}

  /**
   * Compares.
   *
   * @param maker holds what it made itself
   * @param receivers hold what they received of it
   */
  static List<Difference> of(Books maker, DocumentStream stream, List<Books> receivers) {
    CompareDocuments comparison = new CompareDocuments();
    List<Books> holders = new ArrayList<>();
    holders.add(maker);
    holders.addAll(receivers);
    comparison.ends(stream, holders);
    comparison.documents(stream, holders);
    return comparison.differences;
  }

  private void ends(DocumentStream stream, List<Books> holders) {
    Map<String, String> says = new LinkedHashMap<>();
    StreamEnd first = holders.getFirst().streams().get(stream);
    boolean equal = true;
    for (Books holder : holders) {
      StreamEnd end = holder.streams().get(stream);
      equal &= first != null && first.equals(end);
      says.put(holder.holder(), end == null ? "does not know it" : end.toString());
    }
    if (!equal) {
      differences.add(new Difference(Kind.STREAM, stream.toString(), says));
    }
  }

  private void documents(DocumentStream stream, List<Books> holders) {
    SortedSet<DocumentKey> keys = new TreeSet<>(Books.BY_KEY);
    holders.forEach(holder -> keys.addAll(holder.of(stream).keySet()));
    for (DocumentKey key : keys) {
      String expected = describe(holders.getFirst().documents().get(key));
      if (holders.stream()
          .anyMatch(holder -> !describe(holder.documents().get(key)).equals(expected))) {
        Map<String, String> says = new LinkedHashMap<>();
        holders.forEach(holder -> says.put(holder.holder(), describe(holder.documents().get(key))));
        differences.add(new Difference(Kind.DOCUMENT, key.toString(), says));
      }
    }
  }

  // Only what the maker decided: seq, verdict and delivery belong to the tier that tells them.
  private static String describe(DocumentSummary d) {
    return d == null
        ? "has none"
        : "%s %s (%s) of %s, %d lines, %s %s"
            .formatted(
                d.type(),
                d.number(),
                d.reference(),
                d.businessDate(),
                d.lines(),
                d.total(),
                d.currency());
  }
}
