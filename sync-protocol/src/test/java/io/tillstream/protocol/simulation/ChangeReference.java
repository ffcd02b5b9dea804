package io.tillstream.protocol.simulation;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.wire.FactRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of reference data change together. Documents that waited for an item are booked with it.
 *
 * @param rows the new values by key; null removes a row
 */
record ChangeReference(Map<String, Long> rows) implements Command<Boolean> {

  @Override
  public Boolean apply(Books books) {
    rows.forEach(
        (key, value) -> {
          books.append(new LogRow.Reference(books.nextSeq(), key, value));
          put(books, key, value);
        });
    release(books);
    return true;
  }

  static void put(Books books, String key, Long value) {
    if (value == null) {
      books.reference.remove(key);
    } else {
      books.reference.put(key, value);
    }
  }

  /** Books what waited, if the items are known now. */
  private static void release(Books books) {
    new LinkedHashMap<>(books.parked)
        .forEach((key, document) -> release(books, key, document, ReceiveDocuments.known(books)));
  }

  /** Books what head office has booked already: the decision was made, and lost in a restore. */
  static void release(Books books, Set<DocumentKey> decided) {
    new LinkedHashMap<>(books.parked)
        .forEach(
            (key, document) -> {
              if (decided.contains(key)) {
                release(books, key, document, item -> Optional.of(true));
              }
            });
  }

  private static void release(
      Books books, DocumentKey key, Document document, Booking.Items items) {
    if (Booking.of(document, items) instanceof Booking.Booked booked) {
      long seq = books.nextSeq();
      books.append(new LogRow.Released(seq, key, FactRecord.released(seq, key, booked.resolved())));
      books.parked.remove(key);
      books.book(key, booked.movements());
    }
  }
}
