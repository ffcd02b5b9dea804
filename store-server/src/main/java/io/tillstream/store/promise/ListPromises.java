package io.tillstream.store.promise;

import io.tillstream.protocol.conflict.OpenPromise;
import io.tillstream.protocol.money.Quantity;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the promises that hold, as committed. Thread-safe. */
@Singleton
public class ListPromises {

  private static final String PAGE =
      Promises.OPEN + " ORDER BY p.document_seq, l.item OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";
  private static final String OF_ITEM =
      Promises.OPEN
          + " AND l.item = ? ORDER BY p.document_seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  ListPromises(DataSource database) {
    this.database = database;
  }

  /**
   * Goods that are kept for a customer.
   *
   * @param reference of the promise
   * @param customer to whom
   * @param item what
   * @param quantity how much of it was not sold to that customer yet, decimal
   */
  public record Promised(String reference, String customer, String item, String quantity) {}

  /** The oldest first. */
  List<Promised> after(long first, int limit) throws SQLException {
    List<Promised> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setLong(1, first);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Promised(
                  row.getString(2),
                  row.getString(3),
                  row.getString(1),
                  new Quantity(row.getLong(4)).toString()));
        }
      }
    }
    return found;
  }

  /** Those of an item, the oldest first. */
  public static List<OpenPromise> of(Connection connection, String item, int limit)
      throws SQLException {
    List<OpenPromise> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(OF_ITEM)) {
      select.setString(1, item);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new OpenPromise(row.getString(2), row.getString(3), new Quantity(row.getLong(4))));
        }
      }
    }
    return found;
  }
}
