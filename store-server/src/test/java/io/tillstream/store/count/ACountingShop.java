package io.tillstream.store.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.own.Goods;
import io.tillstream.store.own.OwnDocument;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Books of a shop that counts its goods, without a server around them. */
public final class ACountingShop {

  private static final long UNSURE_MILLIS = 30_000;

  private final H2Books books;
  private int papers;
  private int entries;

  public ACountingShop(H2Books books) {
    this.books = books;
  }

  public ACountingShop knows(String... items) throws SQLException {
    for (String item : items) {
      books.run(
          "INSERT INTO item (item, description, stocked) VALUES ('%s', 'thing', 1)"
              .formatted(item));
    }
    return this;
  }

  void costs(String item, long unitPriceTenThousandths) throws SQLException {
    books.run(
        "INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('%s', %d)"
            .formatted(item, unitPriceTenThousandths));
  }

  public void receives(int units, String... items) {
    makes(DocumentType.GOODS_RECEIPT, next -> next.lines(lines(units, items)));
  }

  /** Of the shop floor. */
  StartCount.Answer starts(String id, CountDetails.Kind kind, String... items) {
    return starts(id, kind, Location.SHOP_FLOOR, items);
  }

  StartCount.Answer starts(String id, CountDetails.Kind kind, Location location, String... items) {
    return books.write(new StartCount(id, kind, location, new TreeSet<>(Arrays.asList(items))));
  }

  void moves(int units, String item, Location from, Location to) {
    makes(DocumentType.STOCK_MOVEMENT, next -> next.goods(from, to).lines(lines(units, item)));
  }

  private static List<Line> lines(int units, String... items) {
    return Goods.lines(
        Arrays.stream(items).map(item -> new Goods(item, Quantity.ofUnits(units))).toList());
  }

  private void makes(DocumentType type, UnaryOperator<DocumentBuilder> says) {
    books.write(
        batch ->
            OwnDocument.next(
                    batch,
                    H2Books.SHOP,
                    type,
                    "paper-" + ++papers,
                    LocalDate.of(2026, 11, 20),
                    says)
                .record());
  }

  EnterCounted.Answer finds(String id, String units, String item) {
    return enters(id, "PDA-1", "E" + ++entries, units, item, 1);
  }

  EnterCounted.Answer enters(
      String id, String device, String entry, String units, String item, int round) {
    return books.write(
        new EnterCounted(
            id, device, entry, item, Quantity.of(new BigDecimal(units)), round, "Ann", false));
  }

  /** With whoever is named as a terminal that may have something under way. */
  PostCount.Answer posts(String id, DocumentStream... terminals) {
    return posts(id, null, true, terminals);
  }

  PostCount.Answer posts(
      String id, String approvedBy, boolean acceptUnmarked, DocumentStream... terminals) {
    return books.write(
        new PostCount(
            H2Books.SHOP,
            id,
            Arrays.stream(terminals)
                .map(
                    stream ->
                        new FormCut.Known(
                            stream.terminal(), new Cut.Place(stream.epoch(), 0), false))
                .toList(),
            "Ann",
            approvedBy,
            acceptUnmarked,
            null,
            new Threshold(Quantity.ofUnits(50), 1_000_00, H2Books.SHOP.currency()),
            UNSURE_MILLIS));
  }

  /** A partial count of an item was posted, though a terminal had made no mark. */
  public void hasCountedWithoutAMark(
      String id, String units, String item, DocumentStream terminal) {
    starts(id, CountDetails.Kind.PARTIAL, item);
    finds(id, units, item);
    assertThat(posts(id, terminal)).isEqualTo(new PostCount.Posted());
  }

  /** A person says of one document whether a count includes it. */
  public void hears(String count, AJournal journal, int n, boolean isInside) {
    assertThat(says(count, journal, n, isInside)).isEqualTo(new SettleReview.Settled());
  }

  /** What waited for an item is booked. */
  void learnsOf(String item) {
    books.write(
        batch -> {
          new ReleaseParked(
                  batch,
                  document -> Booking.of(document, each -> Optional.of(true)),
                  RestateLate.ofReleases(batch))
              .waitingFor(Set.of(item));
          return true;
        });
  }

  SettleReview.Answer says(String count, AJournal journal, int n, boolean isInside) {
    return books.write(
        new SettleReview(H2Books.SHOP, count, journal.stream().at(n), isInside, "Ann"));
  }

  /** On the shop floor. */
  public String onHand(String item) throws SQLException {
    return onHand(item, Location.SHOP_FLOOR);
  }

  String onHand(String item, Location location) throws SQLException {
    List<String> rows =
        books.ask(
            "SELECT quantity_thousandths FROM stock WHERE location = '%s' AND item = '%s'"
                .formatted(location, item));
    return rows.isEmpty() ? "0" : new Quantity(Long.parseLong(rows.getFirst())).toString();
  }

  /** What the documents say that the store made about counts, in the order of the log. */
  public List<String> ownDocuments() throws SQLException {
    return books.ask(
        "SELECT type, reference FROM document WHERE terminal = 'STORE' AND type LIKE 'count%'"
            + " ORDER BY seq");
  }

  public void keepsItsBooksSound() throws SQLException {
    assertThat(
            books.ask("SELECT item FROM stock GROUP BY item HAVING SUM(quantity_thousandths) <> 0"))
        .as("I8")
        .isEmpty();
    assertThat(
            books.ask(
                "SELECT s.item FROM stock s"
                    + " WHERE s.quantity_thousandths <> (SELECT SUM(CASE"
                    + " WHEN m.to_location = s.location THEN m.quantity_thousandths"
                    + " ELSE -m.quantity_thousandths END) FROM movement m WHERE m.item = s.item"
                    + " AND (m.to_location = s.location OR m.from_location = s.location))"))
        .as("stock is the sum of its movements")
        .isEmpty();
  }

  /** A terminal's journal whose clock is right. */
  public static AJournal till(String terminal, int epoch) {
    return new AJournal(new DocumentStream(H2Books.SHOP.id(), new TerminalId(terminal), epoch));
  }

  /** It sells, by its own clock at a certain time. */
  public static void sells(AJournal till, int units, String item, Instant at) {
    Line line = new Line(item, null, units * 1_000L, 25_500, units * 255L, null, null, null, true);
    append(till, till.document(DocumentType.SALE, List.of(line)), at);
  }

  static void marks(AJournal till, String count, Instant at) {
    append(
        till,
        till.document(
            DocumentType.COUNT_MARK, List.of(), next -> next.count(CountDetails.mark(count))),
        at);
  }

  private static void append(AJournal till, Document document, Instant at) {
    String json = new String(document.canonicalBytes(), StandardCharsets.UTF_8);
    till.append(
        json.replace(document.recordedAt(), at.toString()).getBytes(StandardCharsets.UTF_8));
  }
}
