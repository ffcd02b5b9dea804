package io.tillstream.headoffice.reference;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.layer.Layer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** How far stores have come, as they said themselves; for people. Thread-safe. */
@Singleton
class Followers {

  private static final Logger LOG = Logger.getLogger(Followers.class);

  private static final String FIND =
      "SELECT scope, seq FROM reference_follower WHERE store = ? AND layer = ?";
  private static final String INSERT =
      "INSERT INTO reference_follower (scope, seq, asked_millis, store, layer)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE reference_follower SET scope = ?, seq = ?, asked_millis = ?"
          + " WHERE store = ? AND layer = ?";
  private static final String ALL =
      "SELECT store, layer, scope, seq, asked_millis FROM reference_follower"
          + " ORDER BY store, layer";

  private final Database database;
  private final Clock clock;

  Followers(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Where a store stood when it last asked for changes.
   *
   * @param store which
   * @param layer of its layers
   * @param scope the log that it follows there
   * @param seq the last change it had
   * @param askedAt when it asked
   */
  record Follower(String store, String layer, String scope, long seq, Instant askedAt) {}

  /** Notes it; a store that has nothing new is not written each time. */
  void note(StoreId store, Layer layer, Scope scope, long seq) {
    try {
      write(store, layer, scope, seq);
    } catch (SQLException e) {
      LOG.debugf(e, "How far store %s has come could not be noted", store);
    }
  }

  private void write(StoreId store, Layer layer, Scope scope, long seq) throws SQLException {
    database.reading(
        connection -> {
          String statement = statement(connection, store, layer, scope, seq);
          if (statement == null) {
            return 0;
          }
          try (PreparedStatement write = connection.prepareStatement(statement)) {
            write.setString(1, scope.name());
            write.setLong(2, seq);
            write.setLong(3, clock.millis());
            write.setString(4, store.value());
            write.setString(5, layer.toString());
            return write.executeUpdate();
          }
        });
  }

  private static String statement(
      Connection connection, StoreId store, Layer layer, Scope scope, long seq)
      throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, store.value());
      find.setString(2, layer.toString());
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return INSERT;
        }
        boolean same = row.getString(1).equals(scope.name()) && row.getLong(2) == seq;
        return same ? null : UPDATE;
      }
    }
  }

  List<Follower> all() throws SQLException {
    return database.reading(
        connection -> {
          List<Follower> all = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(ALL);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              all.add(
                  new Follower(
                      row.getString(1),
                      row.getString(2),
                      row.getString(3),
                      row.getLong(4),
                      Stores.instant(row, 5)));
            }
          }
          return List.copyOf(all);
        });
  }
}
