package io.tillstream.protocol.document;

import io.tillstream.protocol.identity.DocumentStream;
import java.util.List;

/**
 * Puts a {@link Document} together, field by field; what is not said is null, as the fields of a
 * document are. One thread.
 */
public final class DocumentBuilder {

  private Integer v;
  private final DocumentStream stream;
  private final long n;
  private final DocumentType type;
  private String number;
  private String series;
  private Long counter;
  private Integer period;
  private String reference;
  private String businessDate;
  private String recordedAt;
  private Long skewMillis;
  private Boolean offline;
  private Long catalogueSeq;
  private String currency;
  private String cashier;
  private String customer;
  private String reason;
  private Location from;
  private Location to;
  private Location goodsTo;
  private Transfer transfer;
  private Voided voids;
  private Replaced replaces;
  private List<LeasedNumber> leased;
  private DayTotals closes;
  private CountDetails count;
  private Person person;
  private SettledCase settles;
  private List<Line> lines;
  private List<Tender> tenders;
  private long totalMinor;

  DocumentBuilder(DocumentStream stream, long n, DocumentType type) {
    this.stream = stream;
    this.n = n;
    this.type = type;
  }

  /** In another form than the oldest that can say it. */
  public DocumentBuilder version(int v) {
    this.v = v;
    return this;
  }

  /** What is printed. */
  public DocumentBuilder number(String number) {
    this.number = number;
    return this;
  }

  /**
   * Which series printed it, its position there, and the year within which that counts, or null.
   */
  public DocumentBuilder series(String series, Long counter, Integer period) {
    this.series = series;
    this.counter = counter;
    this.period = period;
    return this;
  }

  /** The till app's own reference. */
  public DocumentBuilder reference(String reference) {
    this.reference = reference;
    return this;
  }

  /** The day it counts for, ISO. */
  public DocumentBuilder businessDate(String businessDate) {
    this.businessDate = businessDate;
    return this;
  }

  /** The maker's clock, ISO instant. */
  public DocumentBuilder recordedAt(String recordedAt) {
    this.recordedAt = recordedAt;
    return this;
  }

  /**
   * The clock as last measured against the store's, or null; true when the store was out of reach,
   * else null.
   */
  public DocumentBuilder contact(Long skewMillis, Boolean offline) {
    this.skewMillis = skewMillis;
    this.offline = offline;
    return this;
  }

  /** How far its maker had heard of the store's changes, or null. */
  public DocumentBuilder catalogueSeq(Long catalogueSeq) {
    this.catalogueSeq = catalogueSeq;
    return this;
  }

  /** ISO 4217. */
  public DocumentBuilder currency(String currency) {
    this.currency = currency;
    return this;
  }

  /** Who made it. */
  public DocumentBuilder cashier(String cashier) {
    this.cashier = cashier;
    return this;
  }

  /** A customer's number. */
  public DocumentBuilder customer(String customer) {
    this.customer = customer;
    return this;
  }

  /** Why goods were written off or a document was voided. */
  public DocumentBuilder reason(String reason) {
    this.reason = reason;
    return this;
  }

  /** Where goods leave and arrive, where the type alone does not say it. */
  public DocumentBuilder goods(Location from, Location to) {
    this.from = from;
    this.to = to;
    return this;
  }

  /** On a return, and the void of one: where the goods go instead of the shop floor, or null. */
  public DocumentBuilder goodsTo(Location goodsTo) {
    this.goodsTo = goodsTo;
    return this;
  }

  /** On a document of a transfer. */
  public DocumentBuilder transfer(Transfer transfer) {
    this.transfer = transfer;
    return this;
  }

  /** On a void. */
  public DocumentBuilder voids(Voided voids) {
    this.voids = voids;
    return this;
  }

  /** On a document that was made anew. */
  public DocumentBuilder replaces(Replaced replaces) {
    this.replaces = replaces;
    return this;
  }

  /** Numbers of shared ranges that it uses up. */
  public DocumentBuilder leased(List<LeasedNumber> leased) {
    this.leased = leased;
    return this;
  }

  /** On a day close. */
  public DocumentBuilder closes(DayTotals closes) {
    this.closes = closes;
    return this;
  }

  /** On a document of a count. */
  public DocumentBuilder count(CountDetails count) {
    this.count = count;
    return this;
  }

  /** On a customer document. */
  public DocumentBuilder person(Person person) {
    this.person = person;
    return this;
  }

  /** On the settlement of a case. */
  public DocumentBuilder settles(SettledCase settles) {
    this.settles = settles;
    return this;
  }

  /** In the order of the receipt. */
  public DocumentBuilder lines(List<Line> lines) {
    this.lines = lines;
    return this;
  }

  /** How it was paid. */
  public DocumentBuilder tenders(List<Tender> tenders) {
    this.tenders = tenders;
    return this;
  }

  /** What the customer pays, minor units; negative when the shop pays. */
  public DocumentBuilder totalMinor(long totalMinor) {
    this.totalMinor = totalMinor;
    return this;
  }

  /** The document. */
  public Document build() {
    boolean saysPlaces = from != null || to != null || goodsTo != null || transfer != null;
    int oldest = saysPlaces ? Document.VERSION : Document.VERSION_WITHOUT_PLACES;
    return new Document(
        v == null ? oldest : v,
        stream.store(),
        stream.terminal(),
        stream.epoch(),
        n,
        type,
        number,
        series,
        counter,
        period,
        reference,
        businessDate,
        recordedAt,
        skewMillis,
        offline,
        catalogueSeq,
        currency,
        cashier,
        customer,
        reason,
        from,
        to,
        goodsTo,
        transfer,
        voids,
        replaces,
        leased,
        closes,
        count,
        person,
        settles,
        lines,
        tenders,
        totalMinor);
  }
}
