package io.tillstream.store.series;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether a terminal has goods to lease beside its numbers; as committed. Thread-safe. */
@Singleton
class ScarceGoods {

  private static final String COUNT = "SELECT COUNT(*) FROM scarce_item";

  private final DataSource database;

  ScarceGoods(DataSource database) {
    this.database = database;
  }

  /** Whether any item is scarce; null when none is, as the wire has it. */
  Boolean areThere() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COUNT);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1) > 0 ? Boolean.TRUE : null;
    }
  }
}
