package io.tillstream.headoffice.valuation;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.valuation.Goods;
import io.tillstream.protocol.valuation.ItemValue;
import io.tillstream.protocol.valuation.Remark;
import io.tillstream.protocol.valuation.Valuation;
import io.tillstream.protocol.valuation.Valued;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run of movements adds to the figures of one legal entity. Decides only; nothing is read or
 * written here. One thread.
 */
final class Figures {

  /**
   * One item's movements from or to one place in a month.
   *
   * @param month in which they are booked
   * @param item which
   * @param counterpart the place outside of the entity
   */
  record TotalKey(YearMonth month, String item, Location counterpart)
      implements Comparable<TotalKey> {

    private static final Comparator<TotalKey> ORDER =
        Comparator.comparing(TotalKey::month)
            .thenComparing(TotalKey::item)
            .thenComparing(TotalKey::counterpart);

    @Override
    public int compareTo(TotalKey other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * What these movements add up to.
   *
   * @param quantity thousandths that came, less those that went
   * @param amount ten-thousandths, likewise
   * @param trueUp what earlier sales below zero have cost beyond what was booked
   */
  record Total(long quantity, long amount, long trueUp) {

    Total plus(Total other) {
      return new Total(
          Math.addExact(quantity, other.quantity),
          Math.addExact(amount, other.amount),
          Math.addExact(trueUp, other.trueUp));
    }
  }

  /**
   * A movement of which a person should know.
   *
   * @param valuationSeq its place among the entity's movements
   * @param remark why
   * @param document which one
   * @param line index, from 0
   * @param item which
   * @param businessDate what the document says, or null
   * @param month where it is booked
   * @param quantity thousandths that came in, or negative
   * @param amount ten-thousandths, likewise
   */
  record Late(
      long valuationSeq,
      Remark remark,
      DocumentKey document,
      int line,
      String item,
      String businessDate,
      YearMonth month,
      long quantity,
      long amount) {}

  private final Valuation valuation;
  private final SortedMap<TotalKey, Total> totals = new TreeMap<>();
  private final List<Late> late = new ArrayList<>();
  private String currency;

  /**
   * Goes on from what is held.
   *
   * @param currency of the entity, or empty when nobody has said it and nothing was valued yet
   */
  Figures(Valuation valuation, Optional<String> currency) {
    this.valuation = valuation;
    this.currency = currency.orElse(null);
  }

  /**
   * Adds a movement that was booked.
   *
   * @param isBetweenEntities whether it belongs to a transfer from or to another legal entity
   */
  void add(ReadGoods.BookedMovement booked, boolean isBetweenEntities) {
    if (currency == null) {
      currency = booked.currency();
    }
    valuation
        .value(new Goods(booked.movement(), booked.businessDate(), cost(booked), isBetweenEntities))
        .ifPresent(valued -> add(booked, valued));
  }

  private OptionalLong cost(ReadGoods.BookedMovement booked) {
    Document document = booked.document();
    return document == null || currency == null
        ? OptionalLong.empty()
        : Goods.unitCost(document, booked.movement().line(), currency);
  }

  private void add(ReadGoods.BookedMovement booked, Valued valued) {
    totals.merge(
        new TotalKey(valued.month(), valued.movement().item(), valued.counterpart()),
        new Total(
            valued.quantityThousandths(),
            valued.amountTenThousandths(),
            valued.trueUpTenThousandths()),
        Total::plus);
    if (valued.remark() != Remark.NONE) {
      late.add(
          new Late(
              valued.valuationSeq(),
              valued.remark(),
              valued.movement().document(),
              valued.movement().line(),
              valued.movement().item(),
              booked.businessDate(),
              valued.month(),
              valued.quantityThousandths(),
              valued.amountTenThousandths()));
    }
  }

  /** A month is closed here. */
  void close(YearMonth month) {
    valuation.close(month);
  }

  Optional<String> currency() {
    return Optional.ofNullable(currency);
  }

  long valuationSeq() {
    return valuation.valuationSeq();
  }

  /** What has changed, as it is now. */
  Map<String, ItemValue> items() {
    return valuation.changed();
  }

  /** What is to be added. */
  SortedMap<TotalKey, Total> totals() {
    return totals;
  }

  List<Late> late() {
    return late;
  }
}
