package io.tillstream.store.fleet;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.shop.Shop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** Which credentials are good now. Thread-safe. */
@Singleton
public class Credentials {

  private static final String SELECT =
      "SELECT terminal, epoch FROM credential WHERE revoked_at_millis IS NULL";

  private final DataSource database;
  private final Shop shop;

  Credentials(DataSource database, Shop shop) {
    this.database = database;
    this.shop = shop;
  }

  /** The streams whose terminals may speak. */
  public Set<DocumentStream> good() throws SQLException {
    Set<DocumentStream> good = new HashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        good.add(new DocumentStream(shop.id(), new TerminalId(row.getString(1)), row.getInt(2)));
      }
    }
    return good;
  }
}
