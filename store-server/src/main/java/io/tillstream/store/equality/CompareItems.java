package io.tillstream.store.equality;

import io.tillstream.protocol.equality.StockRow;
import io.tillstream.protocol.equality.StockSums;
import io.tillstream.protocol.wire.HeldStock;
import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares how much there is of the items in some buckets, at the place that head office has
 * reached when it answers. One comparison, one thread.
 */
final class CompareItems {

  // Of more buckets than these the stock is not looked at item by item; there are 1,024.
  private static final int BUCKETS_MAX = 64;

  private final AskHeldBooks headOffice;
  private final OwnStock own;
  private final Findings findings;
  private final String incarnation;

  /**
   * Of a life of the change log.
   *
   * @param incarnation which
   */
  CompareItems(AskHeldBooks headOffice, OwnStock own, Findings findings, String incarnation) {
    this.headOffice = headOffice;
    this.incarnation = incarnation;
    this.own = own;
    this.findings = findings;
  }

  /** Names the items that differ, and those that documents differ in. */
  void read(BitSet buckets) throws IOException, SQLException {
    BitSet some = new BitSet();
    int looked = 0;
    for (int bucket : buckets.stream().toArray()) {
      if (looked == BUCKETS_MAX) {
        findings.more();
        break;
      }
      looked++;
      some.set(bucket);
      if (some.cardinality() == HeldStock.ASKED_MAX) {
        compare(some);
        some.clear();
      }
    }
    if (!some.isEmpty()) {
      compare(some);
    }
  }

  private void compare(BitSet buckets) throws IOException, SQLException {
    HeldStock held = headOffice.stock(buckets);
    if (!incarnation.equals(held.incarnation())) {
      throw new IOException("head office follows another life of the change log than a moment ago");
    }
    Map<Findings.Place, Long> theirs = new TreeMap<>();
    held.stock().stream()
        .filter(row -> StockSums.isKept(row.location()))
        .forEach(row -> theirs.put(place(row), row.quantityThousandths()));
    Map<Findings.Place, Long> ours = new TreeMap<>();
    own.rowsAt(held.seq(), buckets).stream()
        .filter(row -> held.cutAfter() == null || row.item().compareTo(held.cutAfter()) <= 0)
        .forEach(row -> ours.put(place(row), row.quantityThousandths()));
    if (held.cutAfter() != null) {
      findings.more();
    }
    TreeMap<Findings.Place, Long> all = new TreeMap<>(ours);
    all.putAll(theirs);
    for (Findings.Place place : all.keySet()) {
      findings.quantities(place, ours.getOrDefault(place, 0L), theirs.getOrDefault(place, 0L));
    }
  }

  private static Findings.Place place(StockRow row) {
    return new Findings.Place(row.item(), row.location());
  }
}
