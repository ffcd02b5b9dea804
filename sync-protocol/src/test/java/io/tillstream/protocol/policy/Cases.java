package io.tillstream.protocol.policy;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Charged;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.conflict.Piece;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Cases and rules as the sentences of this package name them. */
final class Cases {

  static final Currency POUNDS = Currency.getInstance("GBP");
  static final Instant OPENED = Instant.parse("2026-11-20T10:00:00Z");

  private Cases() {}

  /** So many more were sold than there were; ten lie in the back room. */
  static AtHand oversold(String item, int units, Map<String, String> groups, String price) {
    return new AtHand(
        new Conflict.Oversell(
            item, Quantity.ZERO, Quantity.ofUnits(-units), Quantity.ofUnits(10), List.of()),
        groups,
        price == null ? Map.of() : Map.of(item, UnitPrice.of(new BigDecimal(price))),
        POUNDS,
        OPENED);
  }

  static AtHand oversold(int units) {
    return oversold("LAMP", units, Map.of("LAMP", "lamps"), "2.50");
  }

  static AtHand soldTwice() {
    return new AtHand(
        new Conflict.Serial(new Piece("LAMP", "A-1"), List.of()),
        Map.of(),
        Map.of("LAMP", new UnitPrice(25_000)),
        POUNDS,
        OPENED);
  }

  /** Two sales of one till, of so many units in all, of an item that was not for sale any more. */
  static AtHand soldThoughBlocked(int units) {
    return of(new Conflict.Blocked("LAMP", List.of(sale(1, 1), sale(2, units - 1)), List.of()));
  }

  /** A sale of so many units at a price that was no more, and with a tax rate that was none. */
  static AtHand soldAtAnotherPrice(int units) {
    Cause sale = sale(1, units);
    return of(
        new Conflict.Priced(
            "T1",
            List.of(charged(sale, false, "LAMP"), charged(sale, true, "STD")),
            List.of(sale)));
  }

  private static Charged charged(Cause sale, boolean isTax, String of) {
    return new Charged(sale.document(), isTax, of, sale.quantity(), 1, 2, OPENED, Optional.empty());
  }

  private static Cause sale(int n, int units) {
    return new Cause(
        new DocumentKey(new StoreId("S1"), new TerminalId("T1"), 1, n),
        DocumentType.SALE,
        "S1-T1-26-1-" + n,
        Quantity.ofUnits(units),
        OPENED,
        Optional.empty(),
        OPENED);
  }

  private static AtHand of(Conflict conflict) {
    return new AtHand(
        conflict, Map.of("LAMP", "lamps"), Map.of("LAMP", new UnitPrice(25_000)), POUNDS, OPENED);
  }

  /** Of each item so many units were sent, and none of them came. */
  static AtHand lost(Map<String, Integer> sent, Map<String, String> groups) {
    SortedMap<String, Balance> items = new TreeMap<>();
    sent.forEach((item, units) -> items.put(item, new Balance(units * 1_000L, 0, 0)));
    return new AtHand(
        new Conflict.Transfer(
            new TransferStanding("S1-T-000001", new StoreId("S2"), "2026-11-01", 1, 0, 0, items),
            Location.SHOP_FLOOR,
            Map.of(),
            List.of()),
        groups,
        Map.of(),
        POUNDS,
        OPENED);
  }

  /** A rule about every case of a kind. */
  static Rule every(CaseKind kind, Choice choice) {
    return new Rule(kind, new TreeSet<>(), Range.ANY, Range.ANY, Duration.ZERO, choice);
  }

  static Rule ofGroups(Choice choice, String... groups) {
    return new Rule(
        CaseKind.OVERSELL,
        new TreeSet<>(Set.of(groups)),
        Range.ANY,
        Range.ANY,
        Duration.ZERO,
        choice);
  }

  static Rule ofUnits(Choice choice, Integer moreThan, Integer atMost) {
    return new Rule(
        CaseKind.OVERSELL,
        new TreeSet<>(),
        Range.of(
            moreThan == null ? null : Quantity.ofUnits(moreThan),
            atMost == null ? null : Quantity.ofUnits(atMost)),
        Range.ANY,
        Duration.ZERO,
        choice);
  }

  static Rule worth(Choice choice, Long moreThanMinor, Long atMostMinor) {
    return new Rule(
        CaseKind.OVERSELL,
        new TreeSet<>(),
        Range.ANY,
        new Range(moreThanMinor, atMostMinor),
        Duration.ZERO,
        choice);
  }

  static Rule after(Duration age, Choice choice) {
    return new Rule(CaseKind.OVERSELL, new TreeSet<>(), Range.ANY, Range.ANY, age, choice);
  }
}
