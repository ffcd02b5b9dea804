package io.tillstream.store.downlink;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the store's settings as they are in force. Thread-safe. */
@Singleton
class ReadSettings {

  private static final String ALL =
      "SELECT s.name, s.setting_value, o.layer FROM setting s LEFT JOIN row_owner o"
          + " ON o.row_key = s.name AND o.entity = 'setting' ORDER BY s.name";

  private final DataSource database;

  ReadSettings(DataSource database) {
    this.database = database;
  }

  /**
   * A setting.
   *
   * @param name which
   * @param value in force
   * @param layer whose word that is
   */
  record Setting(String name, String value, String layer) {}

  List<Setting> all() throws SQLException {
    List<Setting> all = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ALL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String layer = row.getString(3);
        all.add(new Setting(row.getString(1), row.getString(2), layer == null ? "own" : layer));
      }
    }
    return all;
  }
}
