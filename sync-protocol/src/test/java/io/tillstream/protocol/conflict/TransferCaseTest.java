package io.tillstream.protocol.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferCaseTest {

  private static final StoreId OTHER = new StoreId("S2");
  private static final TransferStanding NOTHING = standing(0, 0, 0);

  @Test
  void isToldWithWhatWasSentWhatCameAndWhoSaysSo() {
    Cause receipt =
        new Cause(
            new DocumentKey(new StoreId("S1"), TerminalId.STORE_ITSELF, 1, 3),
            DocumentType.TRANSFER_RECEIPT,
            "R-1",
            Quantity.ofUnits(3),
            Instant.parse("2026-11-20T11:30:00Z"),
            Optional.empty(),
            Instant.parse("2026-11-20T11:30:00Z"));
    Explain explain = new Explain(ZoneOffset.UTC, Instant.parse("2026-11-20T17:00:00Z"));

    assertThat(explain.why(of(standing(4, 3, 0), receipt)))
        .isEqualTo(
            "Transfer S2-T-000007 with store S2, begun on 2026-11-20: of LAMP 4 were sent and 3"
                + " received; the store received 3 at 11:30 (transfer-receipt R-1). Received 1"
                + " short.");
  }

  @ParameterizedTest
  @CsvSource({
    "4,3,WAIT LOST COUNTED_AGAIN",
    "4,5,WAIT FOUND",
    "4,0,WAIT LOST",
    "0,4,WAIT",
    "4,4,WAIT"
  })
  void onlyWhatFitsIsOffered(int sent, int received, String offered) {
    assertThat(Settlement.fitting(transfer(standing(sent, received, 0))))
        .extracting(each -> each.choice().name())
        .containsExactly(offered.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"4,3,LOST", "4,3,COUNTED_AGAIN", "4,5,FOUND", "4,0,LOST"})
  void whateverIsBookedLeavesNothingInTransit(int sent, int received, Choice choice) {
    Settlement settlement =
        Settlement.of(choice, transfer(standing(sent, received, 0))).orElseThrow();

    assertThat(settlement.stock())
        .containsExactly(
            new Settlement.Effect(
                Location.IN_TRANSIT, "LAMP", Quantity.ofUnits(sent - received), Quantity.ZERO));
    assertThat(settlement.moves())
        .singleElement()
        .satisfies(
            move -> {
              assertThat(move.goods())
                  .isEqualTo(Map.of("LAMP", Quantity.ofUnits(Math.abs(sent - received))));
              assertThat(move.transfer()).isEqualTo(new Transfer("S2-T-000007", OTHER, null));
            });
  }

  @Test
  void ofAMixedDeliveryWhatIsMissingIsLostAndWhatIsTooMuchIsFound() {
    TreeMap<String, Balance> items = new TreeMap<>();
    items.put("CUP", new Balance(1_000, 3_000, 0));
    items.put("LAMP", new Balance(4_000, 3_000, 0));
    TransferStanding mixed =
        new TransferStanding("S2-T-000007", OTHER, "2026-11-20", 1, 1, 1, items);

    Settlement lost = Settlement.of(Choice.LOST, transfer(mixed)).orElseThrow();

    assertThat(lost.moves())
        .extracting(Settlement.Move::way)
        .containsExactly(
            new Route(Location.IN_TRANSIT, Location.ADJUSTMENT),
            new Route(Location.ADJUSTMENT, Location.IN_TRANSIT));
    assertThat(Settlement.of(Choice.COUNTED_AGAIN, transfer(mixed))).isEmpty();
    assertThat(transfer(mixed).missing()).isEqualTo(Quantity.ofUnits(3));
  }

  @Test
  void whoeverReceivedItShortHasTheCaseAndWhoeverSentItHasNot() {
    TransferStanding all = standing(4, 3, 0);

    assertThat(OpenTransfer.after(standing(0, 3, 0), all, false, false, true))
        .isEqualTo(OpenTransfer.CASE_OPENS);
    assertThat(OpenTransfer.after(standing(4, 0, 0), all, true, false, true))
        .isEqualTo(OpenTransfer.AS_BEFORE);
    assertThat(OpenTransfer.after(standing(4, 0, 0), all, true, true, true))
        .as("it was overdue, and has arrived")
        .isEqualTo(OpenTransfer.CASE_ENDS);
  }

  @Test
  void whatDoesNotComeIsTheSendersOnceItIsOverdueAndUntilItArrives() {
    TransferStanding sent = standing(4, 0, 0);

    assertThat(OpenTransfer.after(sent, sent, false, false, true))
        .isEqualTo(OpenTransfer.AS_BEFORE);
    assertThat(OpenTransfer.after(sent, sent, true, false, true))
        .isEqualTo(OpenTransfer.CASE_OPENS);
    assertThat(OpenTransfer.after(sent, sent, false, true, true))
        .isEqualTo(OpenTransfer.CASE_GROWS);
    assertThat(OpenTransfer.after(NOTHING, sent, true, false, true))
        .as("the other store's")
        .isEqualTo(OpenTransfer.AS_BEFORE);
  }

  @Test
  void whatSomebodyHasDecidedOnAsksNobodyAgain() {
    assertThat(OpenTransfer.after(standing(0, 3, 0), standing(4, 3, 0), false, false, false))
        .isEqualTo(OpenTransfer.AS_BEFORE);
  }

  @Test
  void aTransferThatAddsUpEndsItsCase() {
    assertThat(OpenTransfer.after(standing(0, 3, 1), standing(4, 3, 1), false, true, true))
        .isEqualTo(OpenTransfer.CASE_ENDS);
  }

  private static Conflict.Transfer transfer(TransferStanding standing) {
    return of(standing);
  }

  private static TransferStanding standing(int sent, int received, int settled) {
    TreeMap<String, Balance> items = new TreeMap<>();
    items.put("LAMP", new Balance(sent * 1_000L, received * 1_000L, settled * 1_000L));
    int receipts = received > 0 ? 1 : 0;
    return new TransferStanding(
        "S2-T-000007", OTHER, "2026-11-20", sent > 0 ? 1 : 0, receipts, receipts, items);
  }

  private static Conflict.Transfer of(TransferStanding standing, Cause... causes) {
    return new Conflict.Transfer(standing, Location.SHOP_FLOOR, Map.of(), List.of(causes));
  }
}
