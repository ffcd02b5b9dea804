package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.util.List;

/**
 * An immutable fact made at a terminal or in the store. Reading ignores fields of later versions;
 * the bytes, not this record, are what is hashed and kept. What was read goes through {@link
 * Upcast} before anybody looks at it.
 *
 * @param v the version of the form it was made in
 * @param store where it was made
 * @param terminal who made it
 * @param epoch in which life of the journal
 * @param n its position there
 * @param type what kind
 * @param number what is printed; never a key
 * @param series which of the terminal's series printed it; null in version 1
 * @param counter its position in that series; null in version 1
 * @param period the year of the business date within which that counter counts, or null when it
 *     counts through the whole epoch
 * @param reference the till app's own reference
 * @param businessDate the day it counts for, ISO
 * @param recordedAt the terminal's clock at the commit, ISO instant; data, never order
 * @param skewMillis terminal clock minus store clock as last measured, or null
 * @param offline true when the store was out of reach, else null
 * @param catalogueSeq on a sale: how far the terminal had heard of the store's changes when it
 *     looked the items up; null when it does not say
 * @param currency ISO 4217
 * @param cashier or null
 * @param customer a customer's number, or null
 * @param reason why goods were written off or a document was voided, or null
 * @param from where the goods leave, on a stock movement and the documents of a transfer, else null
 * @param to where they arrive; also on a goods receipt that does not go to the shop floor
 * @param goodsTo on a return, and the void of one, where the goods go instead of the shop floor
 * @param transfer on the documents of a transfer, else null
 * @param voids on a void, else null
 * @param replaces on a document that was made anew, else null
 * @param leased numbers of shared ranges that it uses up, or null when none
 * @param closes on a day close, else null
 * @param count on a document of a count: its mark, itself or its restatement; else null
 * @param person on a customer document, else null
 * @param settles on the settlement of a case, else null
 * @param lines in the order of the receipt
 * @param tenders or null when the till app does not say
 * @param totalMinor what the customer pays, minor units; negative when the shop pays
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Document(
    int v,
    StoreId store,
    TerminalId terminal,
    int epoch,
    long n,
    DocumentType type,
    String number,
    String series,
    Long counter,
    Integer period,
    String reference,
    String businessDate,
    String recordedAt,
    Long skewMillis,
    Boolean offline,
    Long catalogueSeq,
    String currency,
    String cashier,
    String customer,
    String reason,
    Location from,
    Location to,
    Location goodsTo,
    Transfer transfer,
    Voided voids,
    Replaced replaces,
    List<LeasedNumber> leased,
    DayTotals closes,
    CountDetails count,
    Person person,
    SettledCase settles,
    List<Line> lines,
    List<Tender> tenders,
    long totalMinor) {

  /** The newest version of the form. */
  public static final int VERSION = 3;

  /** What a document is made in that says nothing of places; every reader of it understands it. */
  public static final int VERSION_WITHOUT_PLACES = 2;

  /** The most lines a document may have. */
  public static final int LINES_MAX = 5_000;

  /** Copies the lists; a missing list of lines is an empty one. */
  public Document {
    leased = leased == null ? null : List.copyOf(leased);
    lines = lines == null ? List.of() : List.copyOf(lines);
    tenders = tenders == null ? null : List.copyOf(tenders);
  }

  /** Begins one at this place of a stream. */
  public static DocumentBuilder at(DocumentStream stream, long n, DocumentType type) {
    return new DocumentBuilder(stream, n, type);
  }

  /** Its identity. */
  @JsonIgnore
  public DocumentKey key() {
    return new DocumentKey(store, terminal, epoch, n);
  }

  /**
   * Whether its total is the sum of its lines with the sign turned: the shop pays on a return, and
   * on the void of anything but a return.
   */
  public boolean turnsTheSign() {
    return voids == null ? type == DocumentType.RETURN : voids.type() != DocumentType.RETURN;
  }

  /** Whether it says where goods go in a way that a reader of version 2 would not heed. */
  public boolean saysPlaces() {
    return from != null || to != null || goodsTo != null || transfer != null;
  }

  /** The bytes that are hashed, stored and sent, as docs/PROTOCOL.md specifies them. */
  public byte[] canonicalBytes() {
    return CanonicalDocument.encode(this);
  }
}
