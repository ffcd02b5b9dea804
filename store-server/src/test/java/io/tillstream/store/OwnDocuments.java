package io.tillstream.store;

import io.tillstream.platform.schema.Schemas;
import io.tillstream.protocol.identity.TerminalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the store itself has recorded: receipts, counts, transfers, settlements. */
public final class OwnDocuments {

  private OwnDocuments() {}

  /** Holds each against docs/schema. */
  public static void check(DataSource books) throws SQLException {
    try (Connection connection = books.getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT body FROM document WHERE terminal = ?")) {
      select.setString(1, TerminalId.STORE_ITSELF.value());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Schemas.check("document", row.getBytes(1));
        }
      }
    }
  }
}
