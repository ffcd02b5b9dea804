package io.tillstream.agent.till;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptTest {

  private static final DocumentStream STREAM =
      new DocumentStream(new StoreId("S1"), new TerminalId("T1"), 1);

  @Test
  void aReceiptSaysWhatWasSoldForHowMuchAndThatTheStoreWasOutOfReach() {
    Document sale = document(DocumentType.SALE, true, 5430);

    assertThat(Receipt.of(sale, ZoneId.of("Europe/London")))
        .isEqualTo(
            """
            Store S1                       Terminal T1
            SALE                      2026-06-20 11:42
            No. S1-T1-26-1-000017
            Ref. 536365                 Day 2026-06-20
            Cashier Ann
            Customer 17850
            *** OFFLINE ***
            ------------------------------------------
            85123A WHITE HANGING HEART
              6 x 2.50                           15.00
            71053
              1.5 x 0.0425                        0.06
            POST Postage
              1 x 39.24                          39.24
            ------------------------------------------
            TOTAL GBP                            54.30
              incl. tax 5%                        1.87
              incl. tax 17.5%                     2.50
            cash                                 50.00
            voucher                               4.30
            """);
  }

  @Test
  void whatIsWiderThanThePaperIsWrittenOnTheNextLine() {
    assertThat(WrapText.at(10, "WHITE METAL LANTERN")).containsExactly("WHITE", "METAL", "LANTERN");
    assertThat(WrapText.at(10, "ABCDEFGHIJKLMNO")).containsExactly("ABCDEFGHIJ", "KLMNO");
    assertThat(WrapText.at(4, "abc😀d")).containsExactly("abc", "😀d");
    assertThat(WrapText.at(10, "ABCDEFGHIJ K")).containsExactly("ABCDEFGHIJ", "K");
    assertThat(WrapText.at(10, "")).containsExactly("");
  }

  @Test
  void aReturnShowsTheMoneyGoingOut() {
    String receipt =
        Receipt.of(document(DocumentType.RETURN, false, -5430), ZoneId.of("Europe/London"));

    assertThat(receipt)
        .startsWith("Store S1")
        .contains("RETURN")
        .contains("TOTAL GBP                           -54.30")
        .contains("incl. tax 17.5%                    -2.50")
        .doesNotContain("OFFLINE");
  }

  private static Document document(DocumentType type, boolean offline, long total) {
    return Document.at(STREAM, 17, type)
        .number("S1-T1-26-1-000017")
        .series(type.toString(), 17L, 2026)
        .reference("536365")
        .businessDate("2026-06-20")
        .recordedAt("2026-06-20T10:42:59.123Z")
        .contact(null, offline ? true : null)
        .currency("GBP")
        .cashier("Ann")
        .customer("17850")
        .lines(
            List.of(
                new Line(
                    "85123A", "WHITE HANGING HEART", 6000, 25_000, 1500, "STD", 1750, 250L, true),
                new Line("71053", null, 1500, 425, 6, null, null, null, null),
                new Line("POST", "Postage", 1000, 392_400, 3924, "RED", 500, 187L, false)))
        .tenders(List.of(new Tender("cash", 5000), new Tender("voucher", 430)))
        .totalMinor(total)
        .build();
  }
}
