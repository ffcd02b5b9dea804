package io.tillstream.store.status;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.uplink.Uplink;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import javax.sql.DataSource;

/** Puts the store's status together. Thread-safe. */
@Singleton
public class LookAtBooks {

  private static final String COUNT_ALL = "SELECT COUNT(*) FROM document";
  private static final String COUNT_OWN = "SELECT COUNT(*) FROM document WHERE terminal = ?";
  private static final String COUNT_PARKED = "SELECT COUNT(*) FROM parked";
  private static final String COUNT_COLLISIONS = "SELECT COUNT(*) FROM document_collision";

  private static final Comparator<Map.Entry<DocumentStream, ?>> BY_NAME =
      Comparator.<Map.Entry<DocumentStream, ?>, TerminalId>comparing(e -> e.getKey().terminal())
          .thenComparing(e -> e.getKey().epoch());

  private final Shop shop;
  private final Writer writer;
  private final Uplink uplink;
  private final WatchLog log;
  private final Restoration restoration;
  private final DataSource database;

  LookAtBooks(
      Shop shop,
      Writer writer,
      Uplink uplink,
      WatchLog log,
      Restoration restoration,
      DataSource database) {
    this.shop = shop;
    this.writer = writer;
    this.uplink = uplink;
    this.log = log;
    this.restoration = restoration;
    this.database = database;
  }

  /** The status of this moment. */
  public StoreStatus now() throws SQLException {
    Published published = writer.published();
    return new StoreStatus(
        shop.id(),
        published.incarnation(),
        published.seq(),
        counts(),
        published.streams().entrySet().stream()
            .sorted(BY_NAME)
            .map(
                stream ->
                    new StoreStatus.StreamStatus(
                        stream.getKey().terminal(),
                        stream.getKey().epoch(),
                        stream.getValue().position(),
                        stream.getValue().hash()))
            .toList(),
        uplink.status(),
        log.found(),
        restoration.status().orElse(null));
  }

  private StoreStatus.DocumentCounts counts() throws SQLException {
    try (Connection connection = database.getConnection()) {
      long own = count(connection, COUNT_OWN, TerminalId.STORE_ITSELF.value());
      return new StoreStatus.DocumentCounts(
          count(connection, COUNT_ALL, null) - own,
          own,
          count(connection, COUNT_PARKED, null),
          count(connection, COUNT_COLLISIONS, null));
    }
  }

  private static long count(Connection connection, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      if (parameter != null) {
        select.setString(1, parameter);
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
