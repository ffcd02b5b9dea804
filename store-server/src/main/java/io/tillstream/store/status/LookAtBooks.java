package io.tillstream.store.status;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.inbox.ListHeldBack;
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

  // Both tables hold exceptions only: a count is cheap.
  private static final String COUNT_PARKED = "SELECT COUNT(*) FROM parked";
  private static final String COUNT_COLLISIONS =
      "SELECT COUNT(*) FROM document_collision WHERE settled_at_millis IS NULL";

  private static final Comparator<Map.Entry<DocumentStream, ?>> BY_NAME =
      Comparator.<Map.Entry<DocumentStream, ?>, TerminalId>comparing(e -> e.getKey().terminal())
          .thenComparing(e -> e.getKey().epoch());

  private final Shop shop;
  private final Writer writer;
  private final Uplink uplink;
  private final WatchLog log;
  private final Restoration restoration;
  private final ListHeldBack heldBack;
  private final DataSource database;

  LookAtBooks(
      Shop shop,
      Writer writer,
      Uplink uplink,
      WatchLog log,
      Restoration restoration,
      ListHeldBack heldBack,
      DataSource database) {
    this.shop = shop;
    this.writer = writer;
    this.uplink = uplink;
    this.log = log;
    this.restoration = restoration;
    this.heldBack = heldBack;
    this.database = database;
  }

  /** The status of this moment. */
  public StoreStatus now() throws SQLException {
    Published published = writer.published();
    return new StoreStatus(
        shop.id(),
        published.incarnation(),
        published.seq(),
        published.fed(),
        counts(published),
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
        restoration.status().orElse(null),
        new StoreStatus.OtherPrograms(heldBack.count(), writer.isFeedHeld()));
  }

  /** A stream has no gap, so where it stands is also how many documents it has. */
  private StoreStatus.DocumentCounts counts(Published published) throws SQLException {
    long own = 0;
    long made = 0;
    for (Map.Entry<DocumentStream, Watermark> stream : published.streams().entrySet()) {
      long documents = stream.getValue().position();
      if (stream.getKey().terminal().equals(TerminalId.STORE_ITSELF)) {
        own += documents;
      } else {
        made += documents;
      }
    }
    try (Connection connection = database.getConnection()) {
      return new StoreStatus.DocumentCounts(
          made, own, count(connection, COUNT_PARKED), count(connection, COUNT_COLLISIONS));
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
