package io.tillstream.store.count;

import static io.tillstream.protocol.document.Location.BACK_ROOM;
import static io.tillstream.protocol.document.Location.SHOP_FLOOR;
import static io.tillstream.store.count.ACountingShop.marks;
import static io.tillstream.store.count.ACountingShop.sells;
import static io.tillstream.store.count.ACountingShop.till;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.CountDetails.Kind;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.CountedStockFold;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.stock.StockCount;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.intake.Uploads;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random trade and counting at a real store: its one figure for each item is what the specification
 * adds up from all movements and counts (I9).
 */
class CountsAgainstTheFoldTest {

  private static final int HAPPENINGS = 160;
  private static final List<String> ITEMS = List.of("A", "B", "C");
  private static final List<String> LATER_ITEMS = List.of("X", "Y");

  @RegisterExtension final H2Books books = new H2Books();
  private final Map<String, Map<String, Quantity>> entered = new LinkedHashMap<>();
  private final List<AJournal> journals = new ArrayList<>();
  private final Map<AJournal, Integer> uploaded = new HashMap<>();
  private final List<AJournal> selling = new ArrayList<>();
  private ACountingShop shop;
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 20261121, 424242})
  void onHandIsWhatTheSpecificationSays(long seed) throws Exception {
    random = new Random(seed);
    shop = new ACountingShop(books).knows("A", "B", "C");
    for (String terminal : List.of("T1", "T2", "T3")) {
      opens(till(terminal, 1));
    }
    String open = null;
    for (int i = 0; i < HAPPENINGS; i++) {
      switch (random.nextInt(14)) {
        case 0 -> shop.receives(1 + random.nextInt(9), any(ITEMS));
        case 1 -> enrolsAnew();
        case 2 -> open = open == null ? begins("C" + i) : posts(open);
        case 3 -> settles();
        case 4 -> arrives(any(LATER_ITEMS));
        case 5, 6, 7 -> uploads(journals.get(random.nextInt(journals.size())));
        case 8 -> marksAtATill(open == null ? "C" + (i + 1) : open);
        case 9 -> shop.moves(1 + random.nextInt(3), any(ITEMS), SHOP_FLOOR, BACK_ROOM);
        case 10 -> marksInTheStore(open);
        default -> sellsSomething();
      }
      if (i % 40 == 39) {
        books.restart();
      }
      if (i % 8 == 7) {
        agrees(seed, i);
      }
    }
    for (AJournal journal : journals) {
      if (uploaded.get(journal) < journal.size()) {
        Uploads.of(books, journal, uploaded.get(journal), journal.size());
      }
    }
    agrees(seed, HAPPENINGS);
    shop.keepsItsBooksSound();
    assertThat(books.ask("SELECT COUNT(*) FROM count_restatement").getFirst())
        .as("something had to be put right")
        .isNotEqualTo("0");
  }

  private void opens(AJournal journal) {
    journals.add(journal);
    uploaded.put(journal, 0);
    selling.removeIf(each -> each.stream().terminal().equals(journal.stream().terminal()));
    selling.add(journal);
  }

  private void enrolsAnew() {
    AJournal former = selling.get(random.nextInt(selling.size()));
    opens(till(former.stream().terminal().value(), former.stream().epoch() + 1));
  }

  private void sellsSomething() {
    AJournal journal = selling.get(random.nextInt(selling.size()));
    if (random.nextInt(4) == 0) {
      journal.sellsUnknown(1 + random.nextInt(3), any(LATER_ITEMS));
    } else {
      Instant at = Instant.now().plusSeconds(random.nextInt(240) - 120);
      sells(journal, 1 + random.nextInt(3), any(ITEMS), at);
    }
  }

  private void marksAtATill(String count) {
    marks(selling.get(random.nextInt(selling.size())), count, Instant.now().minusSeconds(1));
  }

  private void marksInTheStore(String count) {
    if (count != null) {
      books.write(new MarkStore(H2Books.SHOP, count));
    }
  }

  private void uploads(AJournal journal) {
    int from = uploaded.get(journal);
    if (from < journal.size()) {
      int to = from + 1 + random.nextInt(journal.size() - from);
      Uploads.of(books, journal, from, to);
      uploaded.put(journal, to);
    }
  }

  private void arrives(String item) throws SQLException {
    if (books.ask("SELECT item FROM item WHERE item = '" + item + "'").isEmpty()) {
      shop.knows(item);
    }
    shop.learnsOf(item);
  }

  private String begins(String id) {
    Kind kind = random.nextBoolean() ? Kind.FULL : Kind.PARTIAL;
    shop.starts(id, kind, random.nextInt(4) > 0 ? SHOP_FLOOR : BACK_ROOM);
    entered.put(id, new HashMap<>());
    for (String item : ITEMS) {
      if (random.nextInt(3) > 0) {
        long found = random.nextInt(30);
        shop.finds(id, Long.toString(found), item);
        entered.get(id).put(item, Quantity.ofUnits(found));
      }
    }
    return id;
  }

  /** Nobody is open afterwards, unless nothing was counted. */
  private String posts(String id) {
    DocumentStream[] streams =
        selling.stream().map(AJournal::stream).toArray(DocumentStream[]::new);
    return switch (shop.posts(id, "Ben", true, streams)) {
      case PostCount.Posted posted -> null;
      case PostCount.NothingCounted nothing -> {
        shop.finds(id, "5", "A");
        entered.get(id).put("A", Quantity.ofUnits(5));
        yield id;
      }
      case PostCount.Repeated repeated -> throw new AssertionError(repeated);
      case PostCount.Unknown unknown -> throw new AssertionError(unknown);
      case PostCount.Cancelled cancelled -> throw new AssertionError(cancelled);
      case PostCount.Unmarked unmarked -> throw new AssertionError(unmarked);
      case PostCount.EnteredSince since -> throw new AssertionError(since);
      case PostCount.Overlaps overlaps -> throw new AssertionError(overlaps);
      case PostCount.NotApproved notApproved -> throw new AssertionError(notApproved);
    };
  }

  private void settles() throws SQLException {
    for (String row :
        books.ask("SELECT count_id, terminal, epoch, n FROM count_review WHERE state = 'open'")) {
      if (random.nextBoolean()) {
        String[] columns = row.split(" ", -1);
        books.write(
            new SettleReview(
                H2Books.SHOP, columns[0], key(columns, 1), random.nextBoolean(), "Ann"));
      }
    }
  }

  private void agrees(long seed, int step) throws SQLException {
    CountedStockFold fold = fold();
    List<String> items = new ArrayList<>(ITEMS);
    items.addAll(LATER_ITEMS);
    for (String item : items) {
      for (Location location : Location.real()) {
        assertThat(shop.onHand(item, location))
            .as("seed %d, step %d, item %s, %s", seed, step, item, location)
            .isEqualTo(fold.onHand(item, location).toString());
      }
    }
  }

  private CountedStockFold fold() throws SQLException {
    CountedStockFold fold = new CountedStockFold();
    for (String row :
        books.ask(
            "SELECT d.terminal, d.epoch, d.n, m.line, m.from_location, m.to_location, m.item,"
                + " m.quantity_thousandths FROM movement m"
                + " INNER JOIN document d ON d.seq = m.document_seq"
                + " WHERE d.type <> 'count' AND d.type <> 'count-restatement'")) {
      String[] columns = row.split(" ", -1);
      fold.add(
          new Movement(
              key(columns, 0),
              Integer.parseInt(columns[3]),
              Location.of(columns[4]),
              Location.of(columns[5]),
              columns[6],
              new Quantity(Long.parseLong(columns[7]))));
    }
    for (String row :
        books.ask(
            "SELECT count_id, kind, location FROM stock_count WHERE state = 'posted'"
                + " ORDER BY document_seq")) {
      String[] columns = row.split(" ", -1);
      fold.add(
          new StockCount(
              columns[0],
              Location.of(columns[2]),
              columns[1].equals("full"),
              cut(columns[0]),
              entered.get(columns[0])));
    }
    for (String row :
        books.ask("SELECT count_id, terminal, epoch, n FROM count_review WHERE state = 'inside'")) {
      String[] columns = row.split(" ", -1);
      fold.settleInside(columns[0], key(columns, 1));
    }
    return fold;
  }

  private Cut cut(String count) throws SQLException {
    Map<TerminalId, Cut.Place> places = new HashMap<>();
    for (String row :
        books.ask("SELECT terminal, epoch, n FROM count_cut WHERE count_id = '" + count + "'")) {
      String[] columns = row.split(" ", -1);
      places.put(
          new TerminalId(columns[0]),
          new Cut.Place(Integer.parseInt(columns[1]), Long.parseLong(columns[2])));
    }
    return new Cut(places);
  }

  private static DocumentKey key(String[] columns, int first) {
    return new DocumentKey(
        H2Books.SHOP.id(),
        new TerminalId(columns[first]),
        Integer.parseInt(columns[first + 1]),
        Long.parseLong(columns[first + 2]));
  }

  private String any(List<String> items) {
    return items.get(random.nextInt(items.size()));
  }
}
