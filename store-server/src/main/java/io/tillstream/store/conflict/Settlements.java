package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.document.Journal;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Does what settlements say, once each: their documents are answered for, and the case is closed.
 * The writer's thread only.
 */
final class Settlements implements BatchPart {

  private static final String DOCUMENTS =
      "SELECT d.terminal, d.epoch, d.n FROM case_document c INNER JOIN document d"
          + " ON d.seq = c.document_seq WHERE c.case_id = ? ORDER BY c.document_seq";
  private static final String ON_HAND =
      "SELECT quantity_thousandths FROM stock WHERE location = ? AND item = ?";

  private static final String IS_HELD =
      "SELECT seq FROM document WHERE terminal = ? AND epoch = ? AND n = ?";

  private final Batch batch;
  private final Set<Long> applied = new HashSet<>();

  private Settlements(Batch batch) {
    this.batch = batch;
  }

  /** Of this batch. */
  static Settlements of(Batch batch) {
    return batch.part(Settlements.class, Settlements::new);
  }

  /** Does what a settlement says, unless this batch has done so. */
  void apply(BookedDocument settlement) throws SQLException {
    SettledCase settled = settlement.document().settles();
    Optional<CaseKind> kind = settled == null ? Optional.empty() : CaseKind.find(settled.kind());
    if (kind.isEmpty() || settled.subject() == null || !applied.add(settlement.seq())) {
      return; // a kind of a later version opens no case here either
    }
    OpenCases.Subject subject = new OpenCases.Subject(kind.get(), settled.subject());
    StoreId store = settlement.document().store();
    List<DocumentKey> named =
        settled.documents().stream().flatMap(text -> key(store, text)).toList();
    for (DocumentKey document : named) {
      Answered.note(batch, subject, document, settlement.seq());
    }
    if (settled.rule() != null && settled.version() != null) {
      SettleByPolicy.note(batch, settled.rule(), settled.version(), settlement.seq());
    }
    CaseBook book = new CaseBook(batch);
    Optional<OpenCases.Open> open = book.open().of(subject.kind(), subject.name());
    if (open.isPresent() && isAbout(store, open.get(), named)) {
      Long left =
          subject.kind() == CaseKind.OVERSELL || subject.kind() == CaseKind.PROMISED
              ? onHand(batch, Location.SHOP_FLOOR, subject.name())
              : null;
      book.close(subject, CaseState.SETTLED, left, settlement.seq());
    } else {
      book.settledBefore(subject.kind(), subject.name(), settlement.seq());
    }
    if (settled.expects() != null) {
      ExpectGoods.from(batch, settlement.seq(), settled.expects());
      if (hasCome(settled.expects().item(), named)) {
        ExpectGoods.arrived(batch, settled.expects().item(), null);
      }
    }
  }

  /** Whether the goods are here already, as after a restore that gave the settlement back last. */
  private boolean hasCome(String item, List<DocumentKey> sold) throws SQLException {
    Long left = onHand(batch, Location.SHOP_FLOOR, item);
    if (left == null || left < 0) {
      return false;
    }
    Journal.of(batch).flush();
    PreparedStatement select = batch.prepare(IS_HELD);
    for (DocumentKey each : sold) {
      select.setString(1, each.terminal().value());
      select.setInt(2, each.epoch());
      select.setLong(3, each.n());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return false; // what took the goods is still to come
        }
      }
    }
    return true;
  }

  /** The documents that a case names. */
  static List<DocumentKey> documents(Batch batch, StoreId store, CaseNumber number)
      throws SQLException {
    PreparedStatement select = batch.prepare(DOCUMENTS);
    select.setLong(1, number.id());
    List<DocumentKey> documents = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        documents.add(
            new DocumentKey(
                store, new TerminalId(row.getString(1)), row.getInt(2), row.getLong(3)));
      }
    }
    return documents;
  }

  private boolean isAbout(StoreId store, OpenCases.Open open, List<DocumentKey> named)
      throws SQLException {
    return documents(batch, store, open.number()).stream().anyMatch(named::contains);
  }

  /** What is on hand, with all that this batch has moved so far; null when it never moved there. */
  static Long onHand(Batch batch, Location location, String item) throws SQLException {
    StockLedger.of(batch).flush();
    PreparedStatement select = batch.prepare(ON_HAND);
    select.setString(1, location.toString());
    select.setString(2, item);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? (Long) row.getLong(1) : null;
    }
  }

  /** The document of this name; empty when it is none of the store's. */
  static Stream<DocumentKey> key(StoreId store, String text) {
    String[] parts = text.split("/", -1);
    try {
      return parts.length == 4 && parts[0].equals(store.value())
          ? Stream.of(
              new DocumentKey(
                  store,
                  new TerminalId(parts[1]),
                  Integer.parseInt(parts[2]),
                  Long.parseLong(parts[3])))
          : Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.empty(); // it names no document of this store
    }
  }

  @Override
  public void flush() {
    // What settlements do is written as they are applied.
  }
}
