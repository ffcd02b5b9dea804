package io.tillstream.protocol.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.till.ATill;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PieceTest {

  private static final Conflict.Serial TWICE =
      new Conflict.Serial(new Piece("LAMP", "A-1"), List.of(sale("T1", 1), sale("T2", 9)));

  @Test
  void itsNameIsReadBackAlsoWhenTheItemsCodeHasTheSignBetween() {
    Piece piece = new Piece("LAMP#BLUE", "A-1");

    assertThat(Piece.of(piece.toString())).isEqualTo(piece);
  }

  @Test
  void soldTwiceIsToldWithBothSales() {
    assertThat(new Explain(ZoneOffset.UTC, Instant.parse("2026-11-20T17:00:00Z")).why(TWICE))
        .isEqualTo(
            "Serial number A-1 of LAMP was sold more than once: terminal T1 sold 1 at 10:01,"
                + " arrived 10:01 (sale S1-T1-1); terminal T2 sold 1 at 10:09, arrived 10:09 (sale"
                + " S1-T2-9). Either a number was misread, or a piece that came back was not"
                + " booked.");
  }

  @Test
  void itMovesNothingToAcceptIt() {
    assertThat(Settlement.fitting(TWICE))
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.choice()).isEqualTo(Choice.ACCEPT);
              assertThat(only.moves()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({"CUSTOMER,SHOP_FLOOR,-1", "SHOP_FLOOR,CUSTOMER,1", "SHOP_FLOOR,SCRAP,0"})
  void aPieceThatTheStoreBooksBackIsGoneNoMore(Location from, Location to, int gone) {
    assertThat(Piece.goneWith(ATill.of("S1", "STORE").moves(from, to))).isEqualTo(gone);
  }

  private static Cause sale(String terminal, long n) {
    Instant made = Instant.parse("2026-11-20T10:0" + n + ":00Z");
    return new Cause(
        new DocumentKey(new StoreId("S1"), new TerminalId(terminal), 1, n),
        DocumentType.SALE,
        "S1-" + terminal + "-" + n,
        Quantity.ofUnits(1),
        made,
        Optional.empty(),
        made);
  }
}
