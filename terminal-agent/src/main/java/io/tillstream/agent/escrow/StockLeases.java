package io.tillstream.agent.escrow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.escrow.StockLease;
import io.tillstream.protocol.escrow.Terms;
import io.tillstream.protocol.escrow.TillLeases;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of scarce items is leased to one epoch of this terminal. What is written is part of the
 * caller's transaction, under the journal's lock; what is known here follows once that is
 * committed. Reading is thread-safe.
 */
public final class StockLeases {

  private final int epoch;
  private volatile TillLeases now = TillLeases.NONE;

  /** Of one epoch. */
  public StockLeases(int epoch) {
    this.epoch = epoch;
  }

  /**
   * Where a scarce item stands.
   *
   * @param item its code
   * @param left how much this terminal may still sell; below zero after goods broke that were not
   *     leased to it
   * @param lot how much it has at a time
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Standing(String item, String left, String lot) {}

  /** As committed last. */
  public TillLeases now() {
    return now;
  }

  /** Where each scarce item stands. */
  public List<Standing> standings() {
    TillLeases leases = now;
    return leases.lots().entrySet().stream()
        .map(
            each ->
                new Standing(
                    each.getKey(),
                    new Quantity(leases.leftThousandths(each.getKey())).toString(),
                    new Quantity(each.getValue()).toString()))
        .toList();
  }

  /** What the file says. */
  public void load(Session session) throws SQLException {
    SortedMap<String, Long> lots = new TreeMap<>();
    try (ResultSet row = session.prepare("SELECT item, lot FROM scarce_item").executeQuery()) {
      while (row.next()) {
        lots.put(row.getString(1), row.getLong(2));
      }
    }
    SortedMap<String, StockLease> leases = new TreeMap<>();
    SortedSet<String> doubted = new TreeSet<>();
    PreparedStatement query =
        session.prepare(
            "SELECT item, since_n, granted, returned, spent, doubted FROM stock_lease"
                + " WHERE epoch = ?");
    query.setInt(1, epoch);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        leases.put(
            row.getString(1),
            new StockLease(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
        if (row.getInt(6) == 1) {
          doubted.add(row.getString(1));
        }
      }
    }
    now = new TillLeases(leases, lots, doubted, isCopy(session), returns(session));
  }

  /** Writes what a document leaves of some leases, in its transaction. */
  public void write(Session session, Map<String, StockLease> after) throws SQLException {
    for (Map.Entry<String, StockLease> each : after.entrySet()) {
      write(session, each.getKey(), each.getValue(), now.doubted().contains(each.getKey()));
    }
  }

  /** That is committed. */
  public void written(Map<String, StockLease> after) {
    now = now.with(after);
  }

  /**
   * Writes what the store's answer makes of all leases.
   *
   * @param last n of the last document
   * @return what is known once that is committed
   */
  public TillLeases answered(Session session, List<Terms> terms, long last) throws SQLException {
    TillLeases after = now.answered(terms, last);
    if (!after.lots().equals(now.lots())) {
      session.prepare("DELETE FROM scarce_item").executeUpdate();
      PreparedStatement insert =
          session.prepare("INSERT INTO scarce_item (item, lot) VALUES (?, ?)");
      for (Map.Entry<String, Long> each : after.lots().entrySet()) {
        insert.setString(1, each.getKey());
        insert.setLong(2, each.getValue());
        insert.executeUpdate();
      }
    }
    writeChanged(session, after);
    return after;
  }

  /**
   * Writes that what is left is given up, because nothing but the store's word says that this
   * journal is no copy, or because it was put back.
   *
   * @param witnessed how many returns the witness knows of
   * @return what is known once that is committed
   */
  public TillLeases forfeited(Session session, long witnessed) throws SQLException {
    PreparedStatement copy =
        session.prepare("INSERT OR IGNORE INTO copied_epoch (epoch) VALUES (?)");
    copy.setInt(1, epoch);
    copy.executeUpdate();
    TillLeases after = now.forfeited(witnessed);
    writeChanged(session, after);
    return after;
  }

  /** That is committed. */
  public void are(TillLeases after) {
    now = after;
  }

  private void writeChanged(Session session, TillLeases after) throws SQLException {
    if (after.returns() != now.returns()) {
      PreparedStatement times =
          session.prepare("INSERT OR REPLACE INTO stock_lease_return (epoch, times) VALUES (?, ?)");
      times.setInt(1, epoch);
      times.setLong(2, after.returns());
      times.executeUpdate();
    }
    for (Map.Entry<String, StockLease> each : after.leases().entrySet()) {
      boolean doubted = after.doubted().contains(each.getKey());
      if (!each.getValue().equals(now.leases().get(each.getKey()))
          || doubted != now.doubted().contains(each.getKey())) {
        write(session, each.getKey(), each.getValue(), doubted);
      }
    }
  }

  private void write(Session session, String item, StockLease lease, boolean doubted)
      throws SQLException {
    PreparedStatement write =
        session.prepare(
            "INSERT OR REPLACE INTO stock_lease (epoch, item, since_n, granted, returned, spent,"
                + " doubted) VALUES (?, ?, ?, ?, ?, ?, ?)");
    write.setInt(1, epoch);
    write.setString(2, item);
    write.setLong(3, lease.since());
    write.setLong(4, lease.grantedThousandths());
    write.setLong(5, lease.returnedThousandths());
    write.setLong(6, lease.spentThousandths());
    write.setInt(7, doubted ? 1 : 0);
    write.executeUpdate();
  }

  private long returns(Session session) throws SQLException {
    PreparedStatement query =
        session.prepare("SELECT times FROM stock_lease_return WHERE epoch = ?");
    query.setInt(1, epoch);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private boolean isCopy(Session session) throws SQLException {
    PreparedStatement query = session.prepare("SELECT 1 FROM copied_epoch WHERE epoch = ?");
    query.setInt(1, epoch);
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }
}
