package io.tillstream.endtoend.books;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.wire.DocumentSummary;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one program says it holds for one store.
 *
 * @param holder for people: {@code terminal S1-T1}, {@code store S1}, {@code head office}
 * @param streams where each stream stands
 * @param documents by identity
 * @param onHand per exact item code
 */
public record Books(
    String holder,
    SortedMap<DocumentStream, StreamEnd> streams,
    SortedMap<DocumentKey, DocumentSummary> documents,
    SortedMap<String, Quantity> onHand) {

  /** Store, terminal, epoch, n. */
  static final Comparator<DocumentStream> BY_STREAM =
      Comparator.comparing(DocumentStream::store)
          .thenComparing(DocumentStream::terminal)
          .thenComparing(DocumentStream::epoch);

  /** Stream, then position. */
  static final Comparator<DocumentKey> BY_KEY =
      Comparator.comparing(DocumentKey::stream, BY_STREAM).thenComparing(DocumentKey::n);

  static Books of(
      String holder,
      Map<DocumentStream, StreamEnd> streams,
      Collection<DocumentSummary> documents,
      SortedMap<String, Quantity> onHand) {
    SortedMap<DocumentStream, StreamEnd> sorted = new TreeMap<>(BY_STREAM);
    sorted.putAll(streams);
    SortedMap<DocumentKey, DocumentSummary> byKey = new TreeMap<>(BY_KEY);
    for (DocumentSummary d : documents) {
      byKey.put(new DocumentKey(d.store(), d.terminal(), d.epoch(), d.n()), d);
    }
    return new Books(holder, sorted, byKey, onHand);
  }

  /** The documents of one stream, in order. */
  SortedMap<DocumentKey, DocumentSummary> of(DocumentStream stream) {
    return documents.subMap(stream.at(1), stream.at(Long.MAX_VALUE));
  }

  /** What is on hand; an item never heard of is not there. */
  public Quantity onHandOf(String item) {
    return onHand.getOrDefault(item, Quantity.ZERO);
  }
}
