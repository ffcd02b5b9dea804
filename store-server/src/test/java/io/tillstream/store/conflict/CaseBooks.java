package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Books with what tills and the store do to them, and the cases that come of it. */
final class CaseBooks {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private final H2Books books;
  private int receipts;

  CaseBooks(H2Books books) {
    this.books = books;
  }

  /** The store receives goods on the shop floor. */
  void receives(int units, String item) {
    receives(null, units, item);
  }

  /** The store receives five. */
  void receivesAt(Location place, String item) {
    receives(place, 5, item);
  }

  private void receives(Location place, int units, String item) {
    receipts++;
    books.write(
        batch ->
            OwnDocument.next(
                    batch,
                    H2Books.SHOP,
                    DocumentType.GOODS_RECEIPT,
                    "R" + receipts,
                    TODAY,
                    next ->
                        next.goods(null, place)
                            .lines(
                                List.of(
                                    new io.tillstream.protocol.document.Line(
                                        item, null, units * 1_000L, 0, 0, null, null, null, true))))
                .record());
  }

  /** A batch with one document of a till. */
  void take(AJournal journal, int n) {
    books.write(
        batch -> {
          accept(batch, journal, n);
          return true;
        });
  }

  static void accept(Batch batch, AJournal journal, int n) {
    try {
      Document document = DocumentJson.read(journal.body(n));
      Journal.of(batch)
          .accept(
              new Held(document.key(), journal.hash(n), journal.body(n), document),
              (Booking.Booked) Booking.of(document, item -> java.util.Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SettleAnswer settles(Choice choice, String by) {
    return books.write(decision("1-1", choice, by));
  }

  SettleCase decision(String name, Choice choice, String by) {
    return new SettleCase(
        H2Books.SHOP, CaseNumber.of(name).orElseThrow(), choice, "because", by, null, null, TODAY);
  }

  /** A document of the store's own as it is held, to be taken back. */
  OversellTest.Batchable own(int n) throws SQLException {
    DocumentStream stream = new DocumentStream(H2Books.SHOP.id(), TerminalId.STORE_ITSELF, 1);
    AJournal held = new AJournal(stream);
    try (Connection connection = books.database().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT body FROM document WHERE terminal = 'STORE' ORDER BY n");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        held.append(row.getBytes(1));
      }
    }
    return batch -> accept(batch, held, n);
  }

  /** The open cases: item, what was held, and which documents took how much. */
  List<String> open() throws SQLException {
    List<KnownCase> open =
        new ReadCases(books.database(), H2Books.SHOP)
            .after(CaseState.OPEN, java.util.Optional.empty(), 0, 100);
    List<String> told = new ArrayList<>();
    for (KnownCase each : open) {
      told.add(
          "%s held %s: %s"
              .formatted(
                  each.subject(),
                  each.held() == null ? "unknown" : each.held().thousandths(),
                  each.causes().stream()
                      .map(KnownCase.Joined::cause)
                      .map(
                          cause ->
                              cause.document().toString().substring("S1/".length())
                                  + " "
                                  + cause.quantity().thousandths())
                      .collect(Collectors.joining(", "))));
    }
    return told;
  }

  String onHand(Location location, String item) throws SQLException {
    return books
        .ask(
            "SELECT quantity_thousandths FROM stock WHERE location = '%s' AND item = '%s'"
                .formatted(location, item))
        .getFirst();
  }
}
