package io.tillstream.protocol.simulation;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a terminal can fetch again: {@code ref.db}. */
final class Replica implements Database.State<Replica> {

  private final Map<String, Long> reference = new TreeMap<>();
  private final Map<String, Long> stock = new TreeMap<>();
  private final Map<DocumentStream, Long> applied = new HashMap<>();
  private final Set<DocumentKey> parked = new HashSet<>();
  private Cursor cursor = Cursor.START;

  @Override
  public Replica copy() {
    Replica copy = new Replica();
    copy.take(new Snapshot(cursor, reference, stock, applied, parked));
    return copy;
  }

  /** What a store's page or snapshot brings. */
  void take(Snapshot snapshot) {
    reference.clear();
    reference.putAll(snapshot.reference());
    stock.clear();
    stock.putAll(snapshot.stock());
    standing(snapshot.cursor(), snapshot.applied(), snapshot.parked());
  }

  void apply(Page page) {
    for (LogRow row : page.rows()) {
      switch (row) {
        case LogRow.Reference(long seq, String key, Long value) -> {
          if (value == null) {
            reference.remove(key);
          } else {
            reference.put(key, value);
          }
        }
        case LogRow.Stock(long seq, String item, long thousandths) -> stock.put(item, thousandths);
        case LogRow.Received received -> {
          // Documents are not sent down.
        }
        case LogRow.Released released -> {
          // Nor are releases.
        }
      }
    }
    standing(
        new Cursor(page.header().incarnation(), page.header().to()), page.applied(), page.parked());
  }

  private void standing(Cursor at, Map<DocumentStream, Long> included, Set<DocumentKey> waiting) {
    applied.clear();
    applied.putAll(included);
    parked.clear();
    parked.addAll(waiting);
    cursor = at;
  }

  Cursor cursor() {
    return cursor;
  }

  Map<String, Long> reference() {
    return reference;
  }

  Map<String, Long> stock() {
    return stock;
  }

  /** Whether the stock figures hold a document of this terminal. */
  boolean includes(DocumentKey document) {
    return document.n() <= applied.getOrDefault(document.stream(), 0L)
        && !parked.contains(document);
  }
}
