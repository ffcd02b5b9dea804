package io.tillstream.headoffice.inbox;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** What is told to a store whose envelope is put away, and whether that is its own fault. */
@Singleton
class RefuseEnvelope {

  private final Database database;

  RefuseEnvelope(Database database) {
    this.database = database;
  }

  /** Where the store stands; empty when nothing of it was ever taken in. */
  Optional<StoreStanding> standing(StoreId store, String why) throws SQLException {
    return database.reading(
        connection -> Standing.now(connection, store, StandingOutcome.REFUSED, why));
  }

  /** Whether something else can be written about the store, so that its envelope is the reason. */
  boolean booksCanBeWritten(StoreId store) {
    try {
      return database.durably(connection -> touch(connection, store)) == 1;
    } catch (SQLException e) {
      return false;
    }
  }

  private static int touch(Connection connection, StoreId store) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE store SET envelopes = store.envelopes WHERE store = ?")) {
      update.setString(1, store.value());
      return update.executeUpdate();
    }
  }
}
