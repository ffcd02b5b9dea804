package io.tillstream.store.document;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.stock.SpentLeases;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import io.tillstream.store.writer.Insertion;
import io.tillstream.store.writer.Parameters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes documents into the books, each with its verdict, its movements and its place in the change
 * log, all in one batch. The writer's thread only.
 */
public final class Journal implements BatchPart {

  private static final Insertion<Row> INSERT_DOCUMENTS =
      Insertion.into(
          "document",
          List.of(
              "seq",
              "terminal",
              "epoch",
              "n",
              "hash",
              "body",
              "type",
              "number",
              "reference",
              "business_date",
              "recorded_at",
              "skew_millis",
              "line_count",
              "total_minor",
              "currency",
              "series",
              "series_counter",
              "series_period",
              "verdict",
              "reason",
              "detail",
              "resolved",
              "received_at_millis"),
          Journal::fill);
  private static final Insertion<MovementRow> INSERT_MOVEMENTS =
      Insertion.into(
          "movement",
          List.of(
              "document_seq",
              "line",
              "from_location",
              "to_location",
              "item",
              "quantity_thousandths",
              "id"),
          Journal::fill);
  private static final String INSERT_PARKED =
      "INSERT INTO parked (document_seq, reason, detail, item, customer, terminal, epoch)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String INSERT_NOT_JSON =
      "INSERT INTO document_not_json (document_seq) VALUES (?)";
  private static final String UPDATE_SUMMARY =
      "UPDATE document SET type = ?, number = ?, reference = ?, business_date = ?,"
          + " recorded_at = ?, skew_millis = ?, line_count = ?, total_minor = ?, currency = ?,"
          + " series = ?, series_counter = ?, series_period = ? WHERE seq = ? AND type IS NULL";
  private static final String SELECT_HASHES =
      "SELECT n, hash FROM document WHERE terminal = ? AND epoch = ? AND n > ? AND n <= ?";

  // Beyond Document.LINES_MAX; a power of two, as the schema says.
  private static final long LINES_PER_DOCUMENT = 8_192;
  private static final int DETAIL_LENGTH_MAX = 200;

  private final Batch batch;
  private final List<Row> documents = new ArrayList<>();
  private final List<MovementRow> movements = new ArrayList<>();
  private final List<Long> notJson = new ArrayList<>();
  private final UsedNumbers usedNumbers = new UsedNumbers();
  private final MadeAnew madeAnew = new MadeAnew();
  private final List<BookedDocument> booked = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean parkedChanged;
  private boolean waitingAnew;

  private Journal(Batch batch) {
    this.batch = batch;
  }

  /** The journal of this batch. */
  public static Journal of(Batch batch) {
    return batch.part(Journal.class, Journal::new);
  }

  /**
   * The join that finds the movements, as {@code m}, of the document at a place in the log.
   *
   * @param seq the column that has the place
   */
  public static String joinMovements(String seq) {
    return " INNER JOIN movement m ON m.id >= %s * %d AND m.id < (%s + 1) * %d"
        .formatted(seq, LINES_PER_DOCUMENT, seq, LINES_PER_DOCUMENT);
  }

  /**
   * Takes in a document with all it moves, and moves its stream's watermark.
   *
   * @return its seq
   */
  public long accept(Held held, Booking.Booked booked) {
    long seq =
        keep(held, Verdict.ACCEPTED, null, null, null, null, Resolved.toText(booked.resolved()));
    book(seq, held.document(), booked);
    return seq;
  }

  /**
   * Takes in a document without booking it, and moves its stream's watermark.
   *
   * @param detail what it waits for, in words, or the first code of it
   * @param item the item it waits for, or null
   * @param customer the customer it waits for, or null; without either it waits for a person
   */
  public void park(Held held, ParkedReason reason, String detail, String item, String customer) {
    long seq = keep(held, Verdict.PARKED, reason, shortened(detail), item, customer, null);
    if (item != null) {
      waiting.add(new Waiting(seq, held.document(), item));
    }
  }

  /**
   * A document that waits for an item.
   *
   * @param seq its place in the log
   */
  public record Waiting(long seq, Document document, String item) {}

  /** Those that this batch has parked. */
  public List<Waiting> waiting() {
    return waiting;
  }

  /** What was parked waits for something else now, or for nothing. */
  void parkedChanged() {
    parkedChanged = true;
  }

  /** What waits for items is to be looked at anew. */
  void waitsAnew() {
    parkedChanged = true;
    waitingAnew = true;
  }

  /** Whether what waits for items is to be looked at anew. */
  public boolean isWaitingAnew() {
    return waitingAnew;
  }

  /** Whether what was parked before waits for something else now, or for nothing. */
  public boolean isParkedChanged() {
    return parkedChanged;
  }

  /**
   * Takes in a document that cannot be read, and moves its stream's watermark.
   *
   * @param isJson whether its bytes can travel as they are
   */
  public void parkUnreadable(Held held, String why, boolean isJson) {
    long seq =
        keep(held, Verdict.PARKED, ParkedReason.UNREADABLE, shortened(why), null, null, null);
    if (!isJson) {
      notJson.add(seq);
    }
  }

  private static String shortened(String detail) {
    return detail == null || detail.length() <= DETAIL_LENGTH_MAX
        ? detail
        : detail.substring(0, DETAIL_LENGTH_MAX);
  }

  /** Books the movements of a document that is held. */
  void book(long documentSeq, Document document, Booking.Booked decided) {
    for (Movement movement : decided.movements()) {
      movements.add(new MovementRow(documentSeq, movement));
    }
    StockLedger.of(batch).book(decided.movements());
    SpentLeases.of(batch).book(decided.movements());
    booked.add(new BookedDocument(documentSeq, document, decided.movements()));
  }

  /** What this batch has booked so far, in the order of booking. */
  public List<BookedDocument> booked() {
    return booked;
  }

  /**
   * Fills in what lists and reports show of a document that could not be read when it came, and
   * what it uses up; of any other it is known.
   *
   * @param documentSeq its place in the log
   */
  public void tell(long documentSeq, Document document) throws SQLException {
    PreparedStatement update = batch.prepare(UPDATE_SUMMARY);
    Parameters parameters = new Parameters(update);
    fillSummary(parameters, document);
    parameters.number(documentSeq);
    if (update.executeUpdate() == 1) {
      usedNumbers.on(documentSeq, document);
      madeAnew.on(documentSeq, document);
    }
  }

  /** The chain hashes that are held of a stream between two positions. */
  public Map<Long, Hash> hashes(DocumentStream stream, long after, long to) throws SQLException {
    flush();
    Map<Long, Hash> hashes = new HashMap<>();
    PreparedStatement select = batch.prepare(SELECT_HASHES);
    select.setString(1, stream.terminal().value());
    select.setInt(2, stream.epoch());
    select.setLong(3, after);
    select.setLong(4, to);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        hashes.put(rows.getLong(1), Hash.of(rows.getBytes(2)));
      }
    }
    return hashes;
  }

  @Override
  public void flush() throws SQLException {
    batch.insert(INSERT_DOCUMENTS, documents);
    batch.insert(INSERT_MOVEMENTS, movements);
    batch.write(
        INSERT_PARKED,
        documents.stream().filter(row -> row.verdict() == Verdict.PARKED).toList(),
        Journal::bindParked);
    batch.write(INSERT_NOT_JSON, notJson, (insert, seq) -> insert.setLong(1, seq));
    notJson.clear();
    usedNumbers.write(batch);
    madeAnew.write(batch);
    documents.clear();
    movements.clear();
  }

  private long keep(
      Held held,
      Verdict verdict,
      ParkedReason reason,
      String detail,
      String item,
      String customer,
      String resolved) {
    DocumentKey key = held.key();
    long seq = batch.fact(Entity.DOCUMENT, key.terminal() + "/" + key.epoch() + "/" + key.n());
    documents.add(
        new Row(seq, held, verdict, reason, detail, item, customer, resolved, batch.atMillis()));
    usedNumbers.on(seq, held.document());
    madeAnew.on(seq, held.document());
    batch.moveTo(key.stream(), new Watermark(key.n(), held.hash()));
    return seq;
  }

  private static void fill(Parameters parameters, Row row) throws SQLException {
    DocumentKey key = row.held().key();
    parameters
        .number(row.seq())
        .text(key.terminal().value())
        .count(key.epoch())
        .number(key.n())
        .bytes(row.held().hash().toBytes())
        .bytes(row.held().body());
    fillSummary(parameters, row.held().document());
    parameters
        .text(row.verdict().name())
        .text(row.reason() == null ? null : row.reason().toString())
        .text(row.detail())
        .text(row.resolved())
        .number(row.atMillis());
  }

  private static void fillSummary(Parameters parameters, Document document) throws SQLException {
    if (document == null) {
      parameters.text(null).text(null).text(null).text(null).text(null).number(null);
      parameters.count(0).number(null).text(null).text(null).number(null).count(null);
      return;
    }
    parameters
        .text(document.type().toString())
        .text(document.number())
        .text(document.reference())
        .text(document.businessDate())
        .text(document.recordedAt())
        .number(document.skewMillis())
        .count(document.lines().size())
        .number(document.totalMinor())
        .text(document.currency())
        .text(document.series())
        .number(document.counter())
        .count(document.period());
  }

  private static void fill(Parameters parameters, MovementRow row) throws SQLException {
    Movement movement = row.movement();
    parameters
        .number(row.documentSeq())
        .count(movement.line())
        .text(movement.from().toString())
        .text(movement.to().toString())
        .text(movement.item())
        .number(movement.quantity().thousandths())
        .number(row.documentSeq() * LINES_PER_DOCUMENT + movement.line());
  }

  private static void bindParked(PreparedStatement insert, Row row) throws SQLException {
    insert.setLong(1, row.seq());
    insert.setString(2, row.reason().toString());
    insert.setString(3, row.detail());
    insert.setString(4, row.item());
    insert.setString(5, row.customer());
    insert.setString(6, row.held().key().terminal().value());
    insert.setInt(7, row.held().key().epoch());
  }

  private record Row(
      long seq,
      Held held,
      Verdict verdict,
      ParkedReason reason,
      String detail,
      String item,
      String customer,
      String resolved,
      long atMillis) {}

  private record MovementRow(long documentSeq, Movement movement) {}
}
