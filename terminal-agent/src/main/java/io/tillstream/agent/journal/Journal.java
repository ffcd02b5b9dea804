package io.tillstream.agent.journal;

import io.tillstream.agent.day.BusinessDays;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.escrow.StockLeases;
import io.tillstream.agent.series.Leases;
import io.tillstream.agent.series.SeriesBook;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.day.BusinessDay;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.protocol.document.Replaced;
import io.tillstream.protocol.escrow.StockLease;
import io.tillstream.protocol.escrow.Terms;
import io.tillstream.protocol.escrow.TillLeases;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import io.tillstream.replica.database.Work;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Where documents become facts. A document, its place in the chain and its printed number are one
 * transaction, on disk before {@link #record} returns (I1, I10). Thread-safe; documents are made
 * one at a time.
 */
public final class Journal {

  private static final String INSERT =
      """
      INSERT INTO document (epoch, n, type, number, reference, fingerprint, hash, lines,
        total_minor, business_date, recorded_at, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (type, reference) WHERE made_anew = 0 DO NOTHING""";

  private static final int OTHER_REFERENCES_MAX = 1000;

  private final SqliteFile txn;
  private final Identity identity;
  private final InstantSource clock;
  private final Room room;
  private final Permit permit;
  private final BiConsumer<Document, Watermark> recorded;

  // Written under the lock of the file's one writer, and again from the file after any failure.
  private final SeriesBook series;
  private final BusinessDays days = new BusinessDays();
  private final Leases leases;
  private final StockLeases scarce;
  private volatile Watermark head;

  /** Makes room on a disk that is full. */
  @FunctionalInterface
  public interface Room {

    /** Whether it is worth trying again. */
    boolean make();
  }

  /** Says whether the journal may number now. */
  @FunctionalInterface
  public interface Permit {

    /**
     * A number is about to be given out; refuses by throwing, and nothing is recorded then.
     *
     * @param n the place of the document that is to be recorded
     */
    void toNumber(long n);
  }

  /**
   * Opens the journal where it stands.
   *
   * @param identity whose journal this is
   * @param clock the terminal's; what it says is data, never order
   * @param room what to do when the disk is full
   * @param permit whether it may number; asked under the journal's lock, before each document
   * @param recorded hears of each new document and the head that it is, after its commit and in
   *     their order
   */
  public Journal(
      SqliteFile txn,
      Identity identity,
      InstantSource clock,
      Room room,
      Permit permit,
      BiConsumer<Document, Watermark> recorded) {
    this.txn = txn;
    this.identity = identity;
    this.clock = clock;
    this.room = room;
    this.permit = permit;
    this.recorded = recorded;
    this.series = new SeriesBook(identity.stream());
    this.leases = new Leases(identity.stream().epoch());
    this.scarce = new StockLeases(identity.stream().epoch());
    txn.read(this::load);
  }

  /**
   * Records a document, or finds the one that was recorded under its reference before.
   *
   * @throws StorageFailure when it could not be written; no number is burnt
   * @throws DocumentTooLarge when no store would take it
   * @throws CannotRecord when what is recorded already forbids it
   */
  public Entry record(Draft draft) {
    return withRoom(
        () ->
            placed(session -> place(session, draft))
                .orElseGet(() -> find(draft.type(), draft.reference()).orElseThrow()));
  }

  /** What belongs into the transaction of a document that is recorded anew. */
  interface Former {

    /** Marks it, before the newer one is written. */
    void leave(Session session) throws SQLException;

    /** Notes where it stands now. */
    void standsNow(Session session, Document anew) throws SQLException;
  }

  /**
   * Records a document of a closed epoch anew; its reference finds the newer one from then on, or
   * another that had it already.
   *
   * @param draft what it said
   * @param former marked in the same transaction, so that a crash leaves the one or the other to be
   *     brought home, and never both or none
   */
  Entry recordAnew(Draft draft, Former former) {
    return withRoom(() -> placed(session -> placeAnew(session, draft, former)).orElseThrow());
  }

  private Optional<Placed> placeAnew(Session session, Draft draft, Former former)
      throws SQLException {
    former.leave(session);
    Optional<Placed> placed = place(session, draft);
    // A till app may have used the reference again, on the machine that took this one's place, and
    // copies of that machine may each have brought a document from the same place.
    for (int time = 1; placed.isEmpty() && time <= OTHER_REFERENCES_MAX; time++) {
      placed = place(session, draft.underAnotherReference(time));
    }
    if (placed.isEmpty()) {
      throw new IllegalStateException("every reference like " + draft.reference() + " is taken");
    }
    former.standsNow(session, placed.get().document());
    return placed;
  }

  private Entry withRoom(Supplier<Entry> recording) {
    try {
      return recording.get();
    } catch (StorageFailure e) {
      if (e.isDiskFull() && room.make()) {
        return recording.get();
      }
      throw e;
    }
  }

  /** The document recorded under a reference. */
  public Optional<Entry> find(DocumentType type, String reference) {
    return txn.read(session -> find(session, type, reference));
  }

  /** A document of any epoch that is here, by its place. */
  public Optional<Document> document(int epoch, long n) {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare("SELECT body FROM document WHERE epoch = ? AND n = ?");
          query.setInt(1, epoch);
          query.setLong(2, n);
          return document(query);
        });
  }

  /** A document of any epoch that is here, by its printed number. */
  public Optional<Document> document(String number) {
    return txn.read(
        session -> {
          PreparedStatement query = session.prepare("SELECT body FROM document WHERE number = ?");
          query.setString(1, number);
          return document(query);
        });
  }

  private static Optional<Document> document(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(StoredDocument.read(row.getBytes(1))) : Optional.empty();
    }
  }

  /** The last document's place and the hash of all of them. */
  public Watermark head() {
    return head;
  }

  /** Where each series stands, by name and year. */
  public List<SeriesBook.Standing> numbering() {
    return txn.exclusively(
        () ->
            series.standings().stream()
                .sorted(
                    Comparator.comparing(SeriesBook.Standing::series)
                        .thenComparing(each -> each.period() == null ? 0 : each.period()))
                .toList());
  }

  /** Where each shared range stands. */
  public List<Leases.Standing> leases() {
    return txn.read(session -> leases.standings(session, clock.instant()));
  }

  /** Where the terminal stands in the calendar of its shop. */
  public BusinessDay businessDay() {
    return days.now();
  }

  /** Writes later numbers by these templates. */
  public void adopt(List<Series> granted) {
    txn.exclusively(
        () -> {
          if (!series.writesBy(granted)) {
            txn.write(
                session -> {
                  series.adopt(session, granted);
                  return null;
                });
            txn.read(this::load);
          }
          return null;
        });
  }

  /** Which of these ranges another lease is due for, and how to ask for each. */
  public Map<String, String> leasesDue(List<String> ranges) {
    return txn.exclusively(
        () ->
            txn.write(
                session -> {
                  Map<String, String> due = new TreeMap<>();
                  for (String range : ranges) {
                    if (leases.isLow(session, range)) {
                      due.put(range, leases.request(session, range));
                    }
                  }
                  return due;
                }));
  }

  /** The store has lent numbers; on disk before this returns. */
  public void lent(String range, long first, long last) {
    txn.exclusively(
        () ->
            txn.write(
                session -> {
                  leases.obtained(session, range, first, last, clock.instant());
                  return null;
                }));
  }

  /** The store lends no more of a range, and says why. */
  public void notLent(String range, String why) {
    leases.refused(range, why);
  }

  /** What is leased to this epoch of scarce items. */
  public StockLeases scarce() {
    return scarce;
  }

  /** The store has said what may be sold of scarce items; on disk before this returns. */
  public void leased(List<Terms> terms) {
    rewriteLeases(session -> scarce.answered(session, terms, head.position()));
  }

  /**
   * What is left of leases may be sold by a copy of this journal, or was given back before this
   * file was put back; on disk before this returns.
   *
   * @param witnessed how many returns the witness knows of
   */
  public void forfeitLeases(long witnessed) {
    rewriteLeases(session -> scarce.forfeited(session, witnessed));
  }

  private void rewriteLeases(Work<TillLeases> writing) {
    txn.exclusively(
        () -> {
          try {
            scarce.are(txn.write(writing));
            return null;
          } catch (StorageFailure e) {
            txn.read(this::load);
            throw e;
          }
        });
  }

  /** The entry of what was placed; empty when its reference was taken. */
  private Optional<Entry> placed(Work<Optional<Placed>> placing) {
    return txn.exclusively(
        () -> {
          try {
            permit.toNumber(head.position() + 1);
            Optional<Placed> placed = txn.write(placing);
            if (placed.isEmpty()) {
              return Optional.empty();
            }
            head = placed.get().head();
            series.taken(placed.get().number());
            days.written(placed.get().day());
            scarce.written(placed.get().leases());
            recorded.accept(placed.get().document(), placed.get().head());
            return Optional.of(
                new Entry(placed.get().document(), placed.get().fingerprint(), true));
          } catch (StorageFailure e) {
            // A commit that failed may have reached the disk or not; only the file knows.
            txn.read(this::load);
            throw e;
          }
        });
  }

  private Optional<Placed> place(Session session, Draft wanted) throws SQLException {
    // In this transaction: what it refers to may have been made anew a moment ago.
    Draft draft =
        wanted.referringTo(
            FollowDocuments.customer(session, wanted.customer()),
            FollowDocuments.voided(session, wanted.voids()));
    BusinessDay day = day(draft);
    LocalDate date = dateOf(draft, days.now());
    SeriesBook.Numbered number =
        series.next(SeriesName.of(draft.type(), draft.offline() != null), date);
    Document former = draft.former();
    List<LeasedNumber> leased = former == null ? free(session, draft.leased()) : former.leased();
    DayTotals closes = former == null ? closes(session, draft.type()) : closes(former.closes());
    Document document = document(draft, date, number, leased, closes);
    if (former == null) { // else the goods are sold: that is a fact, and only counted
      RefuseShortage.of(scarce.now(), document);
    }
    Map<String, StockLease> stock = scarce.now().after(document);
    byte[] body = document.canonicalBytes();
    if (body.length > Protocol.RECORD_BYTES_MAX) {
      throw new DocumentTooLarge(body.length);
    }
    Hash hash = head.hash().then(body);
    PreparedStatement insert = session.prepare(INSERT);
    insert.setInt(1, document.epoch());
    insert.setLong(2, document.n());
    insert.setString(3, document.type().toString());
    insert.setString(4, document.number());
    insert.setString(5, document.reference());
    insert.setBytes(6, draft.fingerprint().toBytes());
    insert.setBytes(7, hash.toBytes());
    insert.setInt(8, document.lines().size());
    insert.setLong(9, document.totalMinor());
    insert.setString(10, document.businessDate());
    insert.setString(11, document.recordedAt());
    insert.setBytes(12, body);
    if (insert.executeUpdate() == 0) {
      return Optional.empty();
    }
    series.take(session, number);
    if (former == null) { // else both were done when the former was recorded
      for (LeasedNumber each : leased == null ? List.<LeasedNumber>of() : leased) {
        leases.take(session, each);
      }
      if (document.voids() != null) {
        RefuseSecondVoid.of(session, document);
      }
    } else if (document.voids() != null) {
      RefuseSecondVoid.note(session, document);
    }
    scarce.write(session, stock);
    if (!day.equals(days.now())) {
      days.write(session, day);
      series.provideAfter(session, date);
    }
    return Optional.of(
        new Placed(
            document, draft.fingerprint(), new Watermark(document.n(), hash), number, day, stock));
  }

  /** Where the terminal will stand in the calendar once this is recorded. */
  private BusinessDay day(Draft draft) {
    if (draft.former() != null) {
      return days.now(); // its day was opened or closed when the former was recorded
    }
    if (draft.type() == DocumentType.DAY_CLOSE) {
      LocalDate date = dateOf(draft, days.now());
      if (!days.now().canClose(date)) {
        throw new CannotRecord(
            ProblemCode.BUSINESS_DATE_CLOSED,
            "%s cannot be closed: %s"
                .formatted(
                    date,
                    days.now().open() == null
                        ? "the last close was of " + days.now().closed()
                        : "the open business date is " + days.now().open()));
      }
      return days.now().closed(date);
    }
    // A date that the till app gives is the document's own, and moves the terminal's nowhere.
    return draft.businessDate() == null ? days.now().opened(draft.today()) : days.now();
  }

  private static LocalDate dateOf(Draft draft, BusinessDay day) {
    if (draft.businessDate() != null) {
      return draft.businessDate();
    }
    return draft.type() == DocumentType.DAY_CLOSE
        ? day.toClose(draft.today())
        : day.at(draft.today());
  }

  private DayTotals closes(Session session, DocumentType type) throws SQLException {
    return type == DocumentType.DAY_CLOSE
        ? SinceLastClose.totals(session, identity.stream().epoch(), head.position())
        : null;
  }

  /** A free number of each range asked for; they are taken with the document. */
  private List<LeasedNumber> free(Session session, List<String> ranges) throws SQLException {
    if (ranges == null) {
      return null;
    }
    List<LeasedNumber> free = new ArrayList<>();
    for (String range : ranges) {
      free.add(
          leases
              .next(session, range)
              .orElseThrow(
                  () ->
                      new CannotRecord(
                          ProblemCode.RANGE_EXHAUSTED,
                          "this terminal has no number of '%s' left; %s"
                              .formatted(
                                  range,
                                  leases
                                      .refusal(range)
                                      .map(why -> "its store lends none now: " + why)
                                      .orElse("it gets more as soon as its store answers")))));
    }
    return free;
  }

  private Document document(
      Draft draft,
      LocalDate date,
      SeriesBook.Numbered number,
      List<LeasedNumber> leased,
      DayTotals closes) {
    return Document.at(identity.stream(), head.position() + 1, draft.type())
        .number(number.printed())
        .series(number.series().toString(), number.counter(), number.period())
        .reference(draft.reference())
        .businessDate(date.toString())
        .recordedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
        .contact(draft.skewMillis(), draft.offline())
        .catalogueSeq(draft.catalogueSeq())
        .currency(identity.currency().getCurrencyCode())
        .cashier(draft.cashier())
        .customer(draft.customer())
        .reason(draft.reason())
        .goodsTo(draft.goodsTo())
        .voids(draft.voids())
        .replaces(draft.former() == null ? null : replaced(draft.former()))
        .leased(leased)
        .closes(closes)
        .count(draft.count() == null ? null : CountDetails.mark(draft.count()))
        .person(draft.person())
        .lines(draft.lines())
        .tenders(draft.tenders())
        .totalMinor(draft.totalMinor())
        .build();
  }

  private static Replaced replaced(Document former) {
    return new Replaced(former.epoch(), former.n(), former.number());
  }

  /** Totals that were made in another epoch stand for none of the documents of this one. */
  private DayTotals closes(DayTotals totals) {
    long n = head.position() + 1;
    return totals == null || totals.to() < n
        ? totals
        : new DayTotals(n, n - 1, totals.types(), totals.tenders());
  }

  private Optional<Entry> find(Session session, DocumentType type, String reference)
      throws SQLException {
    PreparedStatement query =
        session.prepare(
            "SELECT body, fingerprint FROM document WHERE type = ? AND reference = ?"
                + " AND made_anew = 0");
    query.setString(1, type.toString());
    query.setString(2, reference);
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Entry(
                  StoredDocument.read(row.getBytes(1)), Fingerprint.stored(row.getBytes(2)), false))
          : Optional.empty();
    }
  }

  private Void load(Session session) throws SQLException {
    series.load(session);
    days.load(session);
    scarce.load(session);
    PreparedStatement last =
        session.prepare("SELECT n, hash FROM document WHERE epoch = ? ORDER BY n DESC LIMIT 1");
    last.setInt(1, identity.stream().epoch());
    try (ResultSet row = last.executeQuery()) {
      head = row.next() ? new Watermark(row.getLong(1), Hash.of(row.getBytes(2))) : Watermark.START;
    }
    return null;
  }

  private record Placed(
      Document document,
      Fingerprint fingerprint,
      Watermark head,
      SeriesBook.Numbered number,
      BusinessDay day,
      Map<String, StockLease> leases) {}
}
