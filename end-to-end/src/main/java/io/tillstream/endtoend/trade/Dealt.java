package io.tillstream.endtoend.trade;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Receipts dealt out to tills one by one, like cards, in three parts: before, during and after the
 * outage, which lies in the middle.
 *
 * @param before per till
 * @param during per till
 * @param after per till
 */
public record Dealt(
    List<List<Receipt>> before, List<List<Receipt>> during, List<List<Receipt>> after) {

  /**
   * Deals.
   *
   * @param tills over all stores
   * @param outagePercent the share of the receipts that is made during the outage
   */
  public static Dealt to(int tills, int outagePercent, List<Receipt> receipts) {
    int during = Math.toIntExact((long) receipts.size() * outagePercent / 100);
    int start = (receipts.size() - during) / 2;
    return new Dealt(
        deal(tills, receipts, 0, start),
        deal(tills, receipts, start, start + during),
        deal(tills, receipts, start + during, receipts.size()));
  }

  private static List<List<Receipt>> deal(int tills, List<Receipt> receipts, int from, int to) {
    List<List<Receipt>> hands = new ArrayList<>();
    for (int till = 0; till < tills; till++) {
      hands.add(new ArrayList<>());
    }
    for (int i = from; i < to; i++) {
      hands.get(i % tills).add(receipts.get(i));
    }
    return hands;
  }

  /** How many all tills make. */
  public int size() {
    return Stream.of(before, during, after).flatMap(List::stream).mapToInt(List::size).sum();
  }

  /** What one till makes, in order. */
  public List<Receipt> of(int till) {
    List<Receipt> all = new ArrayList<>(before.get(till));
    all.addAll(during.get(till));
    all.addAll(after.get(till));
    return all;
  }
}
