package io.tillstream.endtoend.books;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.protocol.wire.DocumentSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Checks what is printed (I10): the k-th document of a type carries what its series prints for k,
 * so a series has neither gap nor repeat; and no two documents anywhere share a number.
 */
final class CheckNumbers {

  private final Map<String, DocumentKey> seen = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private int series;

  /** Checks one stream, in order. */
  void check(
      DocumentStream stream,
      SortedMap<DocumentKey, DocumentSummary> documents,
      Map<String, SeriesTemplate> templates) {
    Map<String, Long> counters = new HashMap<>();
    documents.forEach(
        (key, document) -> {
          String number = document.number();
          Map<String, String> next = next(stream, document, templates, counters);
          if (next.containsKey(number)) {
            counters.merge(next.get(number), 1L, Long::sum);
          } else {
            differences.add(
                new Difference(
                    Kind.NUMBER,
                    number + " of document " + key,
                    Map.of("the series", "continues with " + next.keySet())));
          }
          DocumentKey other = seen.putIfAbsent(number, key);
          if (other != null) {
            differences.add(
                new Difference(
                    Kind.NUMBER, number, Map.of("documents", other + " and " + key + " carry it")));
          }
        });
    series += counters.size();
  }

  /** What each series of the document's type prints next, with the counter that it would move. */
  private static Map<String, String> next(
      DocumentStream stream,
      DocumentSummary document,
      Map<String, SeriesTemplate> templates,
      Map<String, Long> counters) {
    LocalDate day = LocalDate.parse(document.businessDate());
    Map<String, String> next = new HashMap<>();
    templates.forEach(
        (name, template) -> {
          if (numbers(name, document.type())) {
            // The store's own documents count through the years.
            boolean counts = DocumentType.madeAtTerminals().contains(document.type());
            String counter = name + "/" + (counts ? template.period(day) : null);
            next.put(template.print(stream, day, counters.getOrDefault(counter, 0L) + 1), counter);
          }
        });
    return next;
  }

  private static boolean numbers(String series, DocumentType type) {
    return SeriesName.of(series)
        .map(SeriesName::type)
        .map(type::equals)
        .orElse(series.equals(type.toString()));
  }

  /** How many numbers were printed. */
  int numbers() {
    return seen.size();
  }

  /** How many series were in use. */
  int series() {
    return series;
  }

  List<Difference> differences() {
    return differences;
  }
}
