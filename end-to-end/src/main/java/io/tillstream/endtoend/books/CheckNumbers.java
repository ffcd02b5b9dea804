package io.tillstream.endtoend.books;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.protocol.wire.DocumentSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
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
      Map<DocumentType, SeriesTemplate> templates) {
    Map<DocumentType, Long> counters = new EnumMap<>(DocumentType.class);
    documents.forEach(
        (key, document) -> {
          long counter = counters.merge(document.type(), 1L, Long::sum);
          String number = document.number();
          SeriesTemplate template = templates.get(document.type());
          String printed =
              template == null
                  ? "has no series for it"
                  : template.print(stream, LocalDate.parse(document.businessDate()), counter);
          if (!printed.equals(number)) {
            differences.add(
                new Difference(
                    Kind.NUMBER,
                    number + " of document " + key,
                    Map.of("the series", "continues with " + printed)));
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
