package io.tillstream.agent.journal;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
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
 * @param cashier or null
 * @param customer or null
 * @param reason or null
 * @param voids on a void, else null
 * @param leased the shared ranges that it takes a number of, or null
 * @param person or null
 * @param lines priced
 * @param tenders or null
 * @param totalMinor minor units; negative when the shop pays
 */
public record Draft(
    DocumentType type,
    String reference,
    Fingerprint fingerprint,
    LocalDate businessDate,
    LocalDate today,
    Long skewMillis,
    Boolean offline,
    String cashier,
    String customer,
    String reason,
    Voided voids,
    List<String> leased,
    Person person,
    List<Line> lines,
    List<Tender> tenders,
    long totalMinor) {}
