package io.tillstream.store.promise;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The promises that hold, remembered by the writer: while there are none, which is nearly always, a
 * sale costs one look at an empty set. The writer's thread only.
 */
public final class Promises {

  static final String OPEN =
      "SELECT l.item, p.reference, p.customer, l.quantity_thousandths - l.kept_thousandths AS left_over"
          + " FROM promise p INNER JOIN promise_line l ON l.reference = p.reference"
          + " WHERE p.ended_seq IS NULL AND l.kept_thousandths < l.quantity_thousandths";
  private static final String IN_ORDER = OPEN + " ORDER BY p.document_seq";
  private static final String IS_MADE = "SELECT document_seq FROM promise WHERE reference = ?";
  private static final String INSERT =
      "INSERT INTO promise (reference, customer, document_seq, made_at_millis, ended_seq)"
          + " VALUES (?, ?, ?, ?, NULL)";
  private static final String INSERT_LINE =
      "INSERT INTO promise_line (item, reference, quantity_thousandths, kept_thousandths)"
          + " VALUES (?, ?, ?, 0)";
  private static final String KEEP =
      "UPDATE promise_line SET kept_thousandths = kept_thousandths + ?"
          + " WHERE item = ? AND reference = ?";
  private static final String END =
      "UPDATE promise SET ended_seq = ? WHERE reference = ? AND ended_seq IS NULL";

  private record Open(String reference, String customer, long left) {}

  private final Map<String, List<Open>> byItem = new HashMap<>();
  private boolean isRead;

  private Promises() {}

  /** As the writer remembers them. */
  public static Promises of(Batch batch) throws SQLException {
    Promises promises = batch.memory(Promises.class, Promises::new);
    if (!promises.isRead) {
      promises.read(batch);
    }
    return promises;
  }

  /** The items of which something is promised. */
  public Set<String> items() {
    return byItem.keySet();
  }

  /** How much of an item is promised and not sold to whom it was promised, in thousandths. */
  public long thousandths(String item) {
    return byItem.getOrDefault(item, List.of()).stream().mapToLong(Open::left).sum();
  }

  /**
   * What a batch did to promises.
   *
   * @param items of which more or less is promised now
   * @param kept what each document, by its place in the log, took of an item for whom it was
   *     promised, in thousandths
   */
  public record Changed(Set<String> items, Map<Long, Map<String, Long>> kept) {

    /** What a document took of an item for whom it was promised. */
    public long keptBy(long documentSeq, String item) {
      return kept.getOrDefault(documentSeq, Map.of()).getOrDefault(item, 0L);
    }
  }

  /** Heeds what a batch has booked. */
  public Changed heed(Batch batch, List<BookedDocument> booked) throws SQLException {
    Changed changed = new Changed(new TreeSet<>(), new HashMap<>());
    for (BookedDocument each : booked) {
      DocumentType type = each.document().type();
      if (type == DocumentType.PROMISE) {
        make(batch, each, changed);
      } else if (type == DocumentType.PROMISE_END) {
        end(batch, each, changed);
      } else if (type == DocumentType.SALE
          && !byItem.isEmpty()
          && each.document().customer() != null) {
        keep(batch, each, changed);
      }
    }
    return changed;
  }

  private void make(Batch batch, BookedDocument booked, Changed changed) throws SQLException {
    Document promise = booked.document();
    if (isMade(batch, promise.reference())) {
      return; // a restored store was asked for it again, and now the former one came back
    }
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, promise.reference());
    insert.setString(2, promise.customer());
    insert.setLong(3, booked.seq());
    insert.setLong(4, batch.atMillis());
    insert.executeUpdate();
    for (Map.Entry<String, Long> line : quantities(promise).entrySet()) {
      PreparedStatement insertLine = batch.prepare(INSERT_LINE);
      insertLine.setString(1, line.getKey());
      insertLine.setString(2, promise.reference());
      insertLine.setLong(3, line.getValue());
      insertLine.executeUpdate();
      byItem
          .computeIfAbsent(line.getKey(), item -> new ArrayList<>())
          .add(new Open(promise.reference(), promise.customer(), line.getValue()));
      changed.items().add(line.getKey());
    }
  }

  private static boolean isMade(Batch batch, String reference) throws SQLException {
    PreparedStatement select = batch.prepare(IS_MADE);
    select.setString(1, reference);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private void end(Batch batch, BookedDocument booked, Changed changed) throws SQLException {
    String reference = booked.document().reference();
    PreparedStatement end = batch.prepare(END);
    end.setLong(1, booked.seq());
    end.setString(2, reference);
    end.executeUpdate();
    byItem.forEach(
        (item, open) -> {
          if (open.removeIf(each -> each.reference().equals(reference))) {
            changed.items().add(item);
          }
        });
    byItem.values().removeIf(List::isEmpty);
  }

  private void keep(Batch batch, BookedDocument booked, Changed changed) throws SQLException {
    String customer = booked.document().customer();
    for (Map.Entry<String, Long> line : quantities(booked.document()).entrySet()) {
      String item = line.getKey();
      long sold = line.getValue();
      List<Open> open = byItem.getOrDefault(item, List.of());
      for (int i = 0; i < open.size() && sold > 0; i++) {
        Open each = open.get(i);
        long kept = each.customer().equals(customer) ? Math.min(sold, each.left()) : 0;
        if (kept > 0) {
          PreparedStatement keep = batch.prepare(KEEP);
          keep.setLong(1, kept);
          keep.setString(2, item);
          keep.setString(3, each.reference());
          keep.executeUpdate();
          open.set(i, new Open(each.reference(), customer, each.left() - kept));
          sold -= kept;
          changed
              .kept()
              .computeIfAbsent(booked.seq(), seq -> new HashMap<>())
              .merge(item, kept, Math::addExact);
          changed.items().add(item);
        }
      }
      open.removeIf(each -> each.left() == 0);
    }
    byItem.values().removeIf(List::isEmpty);
  }

  private static Map<String, Long> quantities(Document document) {
    Map<String, Long> quantities = new TreeMap<>();
    for (Line line : document.lines()) {
      quantities.merge(line.item(), line.quantityThousandths(), Math::addExact);
    }
    return quantities;
  }

  private void read(Batch batch) throws SQLException {
    try (ResultSet row = batch.prepare(IN_ORDER).executeQuery()) {
      while (row.next()) {
        byItem
            .computeIfAbsent(row.getString(1), item -> new ArrayList<>())
            .add(new Open(row.getString(2), row.getString(3), row.getLong(4)));
      }
    }
    isRead = true;
  }
}
