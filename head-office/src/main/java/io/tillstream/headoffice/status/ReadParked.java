package io.tillstream.headoffice.status;

import io.tillstream.headoffice.stores.Stores;
import io.tillstream.protocol.identity.StoreId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Finds the envelope that keeps a store parked; there is at most one. */
final class ReadParked {

  private static final String OF_THE_STORE =
      " FROM parked_envelope WHERE store = ? AND resumed_millis IS NULL ORDER BY number DESC";

  private ReadParked() {}

  /** What is wrong with it. */
  static Optional<StoreStatus.Parked> fault(Connection connection, StoreId store)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT parked_millis, seq, detail" + OF_THE_STORE)) {
      statement.setString(1, store.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new StoreStatus.Parked(Stores.instant(row, 1), row.getLong(2), row.getString(3)))
            : Optional.empty();
      }
    }
  }

  /** Its records, one per line, as they came. */
  static Optional<byte[]> records(Connection connection, StoreId store) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT body" + OF_THE_STORE)) {
      statement.setString(1, store.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }
}
