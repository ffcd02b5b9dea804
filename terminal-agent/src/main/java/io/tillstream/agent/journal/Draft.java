package io.tillstream.agent.journal;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Person;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.document.Voided;
import java.time.LocalDate;
import java.util.List;

/**
 * A document that is complete but for its place in the journal.
 *
 * @param type what kind
 * @param reference the till app's own; once per type
 * @param fingerprint of what the till app asked for
 * @param businessDate the day it counts for, or null for the terminal's own
 * @param today what the clock says, corrected by the last measured skew; heeded only when a
 *     business date is opened
 * @param skewMillis terminal clock minus store clock, or null when never measured
 * @param offline true when the store is out of reach, else null
 * @param catalogueSeq how far the terminal had heard of the store's changes when it looked items
 *     up, or null
 * @param cashier or null
 * @param customer or null
 * @param reason or null
 * @param goodsTo where the goods of a return go instead of the shop floor, or null
 * @param voids on a void, else null
 * @param leased the shared ranges that it takes a number of, or null
 * @param person or null
 * @param lines priced
 * @param tenders or null
 * @param totalMinor minor units; negative when the shop pays
 * @param count on a mark: which count, else null
 * @param former the document of a closed epoch that this one makes anew, or null
 */
public record Draft(
    DocumentType type,
    String reference,
    Fingerprint fingerprint,
    LocalDate businessDate,
    LocalDate today,
    Long skewMillis,
    Boolean offline,
    Long catalogueSeq,
    String cashier,
    String customer,
    String reason,
    Location goodsTo,
    Voided voids,
    List<String> leased,
    Person person,
    List<Line> lines,
    List<Tender> tenders,
    long totalMinor,
    String count,
    Document former) {

  private static final int REFERENCE_LENGTH_MAX = 64;

  /**
   * What a document of a closed epoch said, to be recorded in the present one.
   *
   * @param customer its customer's number now, or null
   * @param voids what it voids, where that stands now, or null
   */
  static Draft again(Document former, Fingerprint fingerprint, String customer, Voided voids) {
    LocalDate date = LocalDate.parse(former.businessDate());
    return new Draft(
        former.type(),
        former.reference(),
        fingerprint,
        date,
        date,
        former.skewMillis(),
        former.offline(),
        former.catalogueSeq(),
        former.cashier(),
        customer,
        former.reason(),
        former.goodsTo(),
        voids,
        null,
        former.person(),
        former.lines(),
        former.tenders(),
        former.totalMinor(),
        former.count() == null ? null : former.count().id(),
        former);
  }

  /**
   * The same under the reference followed by the place of what it replaces.
   *
   * @param time how often the reference was taken; copies of a terminal give the same place twice
   */
  Draft underAnotherReference(int time) {
    String place = "/" + former.epoch() + "." + former.n() + (time == 1 ? "" : "-" + time);
    int kept = Math.min(reference.length(), REFERENCE_LENGTH_MAX - place.length());
    return with(reference.substring(0, kept).strip() + place, customer, voids);
  }

  /** The same, referring to these. */
  Draft referringTo(String newCustomer, Voided newVoids) {
    return with(reference, newCustomer, newVoids);
  }

  private Draft with(String newReference, String newCustomer, Voided newVoids) {
    return new Draft(
        type,
        newReference,
        fingerprint,
        businessDate,
        today,
        skewMillis,
        offline,
        catalogueSeq,
        cashier,
        newCustomer,
        reason,
        goodsTo,
        newVoids,
        leased,
        person,
        lines,
        tenders,
        totalMinor,
        count,
        former);
  }
}
