package io.tillstream.store.escrow;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.escrow.Shelf;
import io.tillstream.protocol.escrow.StockLease;
import io.tillstream.protocol.escrow.Terms;
import io.tillstream.protocol.escrow.Told;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.StockLeaseReport;
import io.tillstream.store.document.Journal;
import io.tillstream.store.fleet.Sessions;
import io.tillstream.store.stock.SpentLeases;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A terminal tells what is leased to it, and gets what it may have. Repeated it grants nothing
 * twice: granted is said in all, so an answer that is lost is in the next one. Immutable.
 *
 * @param stream whose
 * @param report what it says
 */
record ReportLeases(DocumentStream stream, StockLeaseReport report)
    implements Command<ReportLeases.Answer> {

  // What is not counted as reserved: leases that were overspent, which nobody can sell from.
  private static final String SCARCE =
      "SELECT s.item, s.lot_thousandths,"
          + " COALESCE((SELECT f.quantity_thousandths FROM stock f"
          + " WHERE f.item = s.item AND f.location = ?), 0),"
          + " COALESCE((SELECT SUM(l.granted_thousandths - l.returned_thousandths"
          + " - l.spent_thousandths) FROM stock_lease l WHERE l.item = s.item"
          + " AND l.granted_thousandths > l.returned_thousandths + l.spent_thousandths), 0),"
          + " (SELECT COUNT(*) FROM stock_lease o INNER JOIN terminal t"
          + " ON t.terminal = o.terminal AND t.epoch = o.epoch"
          + " WHERE o.item = s.item AND o.wants_more = 1 AND o.terminal <> ?)"
          + " FROM scarce_item s ORDER BY s.item";
  private static final String CHOSEN = "SELECT item FROM scarce_item";
  static final String HELD =
      "SELECT 1 FROM incarnation i WHERE i.incarnation = ? AND NOT EXISTS"
          + " (SELECT 1 FROM stock_lease_release r WHERE r.incarnation = i.incarnation)";
  private static final String NOTE =
      "UPDATE stock_lease_report SET incarnation = ?, reported_at_millis = ?,"
          + " shared = CASE WHEN shared = 1 THEN 1 ELSE CAST(? AS INT) END WHERE terminal = ? AND epoch = ?";
  private static final String NOTE_FIRST =
      "INSERT INTO stock_lease_report (incarnation, reported_at_millis, shared, terminal, epoch)"
          + " VALUES (?, ?, ?, ?, ?)";

  /** What it is told. */
  sealed interface Answer {}

  /** Its leases; nothing new while they are held. */
  record Leased(String incarnation, boolean held, List<Terms> terms) implements Answer {}

  /** Somebody else has been greeted under its name since, or nobody yet. */
  record NotGreeted() implements Answer {}

  private record Scarce(String item, long lot, Shelf shelf) {}

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    String session = Sessions.known(batch, stream);
    if (session == null || !session.equals(report.session())) {
      return new NotGreeted();
    }
    // On hand and what is spent of leases are of one moment: this one.
    Journal.of(batch).flush();
    StockLedger.of(batch).flush();
    SpentLeases.of(batch).flush();
    Leases leases = Leases.of(batch, stream);
    Map<String, Long> granting = new HashMap<>();
    Set<String> strange = new HashSet<>();
    Set<String> chosen = chosen(batch);
    for (Told told : report.leases()) {
      if (leases.of(told.item()) == null && !chosen.contains(told.item())) {
        continue; // nothing is leased of it here, and nothing will be
      }
      if (leases.told(told)) {
        granting.put(told.item(), told.wantedThousandths() == null ? 0L : told.wantedThousandths());
      } else {
        strange.add(told.item());
      }
    }
    note(batch);
    boolean held = isHeld(batch);
    if (held) {
      granting.clear();
    }
    ReturnClosed.all(batch, stream.store());
    List<Terms> terms = new ArrayList<>();
    for (Scarce each : scarce(batch)) {
      StockLease kept = strange.contains(each.item()) ? null : leases.of(each.item());
      terms.add(
          granting.containsKey(each.item())
              ? granted(leases, kept, each, granting.get(each.item()))
              : Shelf.held(each.item(), kept == null ? StockLease.since(0) : kept, each.lot()));
    }
    return new Leased(batch.incarnation(), held, terms);
  }

  private static Terms granted(Leases leases, StockLease kept, Scarce scarce, long wanted)
      throws SQLException {
    Terms terms = scarce.shelf().terms(scarce.item(), kept, scarce.lot(), wanted);
    StockLease after = kept.grantedInAll(terms.grantedThousandths());
    boolean wantsMore =
        Shelf.isLow(after.leftThousandths(), scarce.lot()) || after.grantedThousandths() < wanted;
    leases.put(scarce.item(), after, wantsMore);
    return terms;
  }

  private List<Scarce> scarce(Batch batch) throws SQLException {
    List<Scarce> all = new ArrayList<>();
    PreparedStatement select = batch.prepare(SCARCE);
    select.setString(1, Location.SHOP_FLOOR.toString());
    select.setString(2, stream.terminal().value());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(
            new Scarce(
                row.getString(1),
                row.getLong(2),
                new Shelf(row.getLong(3), row.getLong(4), row.getLong(5) > 0)));
      }
    }
    return all;
  }

  private static Set<String> chosen(Batch batch) throws SQLException {
    Set<String> items = new HashSet<>();
    try (ResultSet row = batch.prepare(CHOSEN).executeQuery()) {
      while (row.next()) {
        items.add(row.getString(1));
      }
    }
    return items;
  }

  private static boolean isHeld(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(HELD);
    select.setString(1, batch.incarnation());
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  /** A report that was made in another life of the change log does not count as one in this. */
  private void note(Batch batch) throws SQLException {
    String life = report.incarnation() == null ? "" : report.incarnation();
    int mayBeACopy = Boolean.TRUE.equals(report.copy()) ? 1 : 0;
    for (String sql : List.of(NOTE, NOTE_FIRST)) {
      PreparedStatement write = batch.prepare(sql);
      write.setString(1, life);
      write.setLong(2, batch.atMillis());
      write.setInt(3, mayBeACopy);
      write.setString(4, stream.terminal().value());
      write.setInt(5, stream.epoch());
      if (write.executeUpdate() == 1) {
        return;
      }
    }
  }
}
