package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.util.Currency;

/**
 * A document in a list, the same in every tier.
 *
 * @param store where it was made
 * @param terminal who made it
 * @param epoch in which life of the journal
 * @param n its position there
 * @param type what kind
 * @param number what is printed
 * @param reference the till app's own
 * @param lines how many
 * @param total decimal, in {@code currency}; negative when the shop pays
 * @param currency ISO 4217
 * @param businessDate the day it counts for
 * @param recordedAt the maker's clock
 * @param seq position in the store's change log; absent on a terminal
 * @param verdict what the store said; absent on a terminal
 * @param reason why it is parked, if it is
 * @param delivery how far it has come; only on a terminal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DocumentSummary(
    StoreId store,
    TerminalId terminal,
    int epoch,
    long n,
    DocumentType type,
    String number,
    String reference,
    int lines,
    String total,
    String currency,
    String businessDate,
    String recordedAt,
    Long seq,
    Verdict verdict,
    ParkedReason reason,
    Delivery delivery) {

  /** As a terminal lists it. */
  public static DocumentSummary atTerminal(Document document, Delivery delivery) {
    return new DocumentSummary(
        document.store(),
        document.terminal(),
        document.epoch(),
        document.n(),
        document.type(),
        document.number(),
        document.reference(),
        document.lines().size(),
        new Money(document.totalMinor(), Currency.getInstance(document.currency())).toString(),
        document.currency(),
        document.businessDate(),
        document.recordedAt(),
        null,
        null,
        null,
        delivery);
  }
}
