package io.tillstream.headoffice.stores;

import io.tillstream.headoffice.database.Database;
import io.tillstream.platform.database.Dialect;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Credential;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The register of stores. Thread-safe. */
@Singleton
public class Stores {

  private final Database database;
  private final Clock clock;

  Stores(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Registers a store, or gives a known one a new credential; the former ones are revoked.
   *
   * @return the credential, shown once and kept only as a hash
   */
  String register(StoreId store) throws SQLException {
    String credential = Credential.generate();
    database.durably(
        connection -> {
          long now = clock.millis();
          // Two registrations of one store wait for each other at its row; the later one's is
          // valid.
          if (!holdRow(connection, store)) {
            insert(connection, store, now);
          }
          revoke(connection, store, now);
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "INSERT INTO store_credential (credential_hash, store, issued_millis)"
                      + " VALUES (?, ?, ?)")) {
            statement.setBytes(1, Credential.hash(credential));
            statement.setString(2, store.value());
            statement.setLong(3, now);
            return statement.executeUpdate();
          }
        });
    return credential;
  }

  /** Withdraws every credential of a store. */
  void revoke(StoreId store) throws SQLException {
    database.durably(connection -> revoke(connection, store, clock.millis()));
  }

  /** Lets a parked store send again. */
  void resume(StoreId store) throws SQLException {
    database.durably(
        connection -> {
          try (PreparedStatement envelopes =
                  connection.prepareStatement(
                      "UPDATE parked_envelope SET resumed_millis = ?"
                          + " WHERE store = ? AND resumed_millis IS NULL");
              PreparedStatement mark =
                  connection.prepareStatement(
                      "UPDATE store SET parked_millis = NULL WHERE store = ?")) {
            envelopes.setLong(1, clock.millis());
            envelopes.setString(2, store.value());
            envelopes.executeUpdate();
            mark.setString(1, store.value());
            return mark.executeUpdate();
          }
        });
  }

  /** All stores, by name. */
  List<RegisteredStore> all() throws SQLException {
    return database.reading(
        connection -> {
          List<RegisteredStore> stores = new ArrayList<>();
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      "SELECT store, created_millis, last_envelope_millis, parked_millis FROM store"
                          + " ORDER BY store");
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              stores.add(
                  new RegisteredStore(
                      new StoreId(row.getString(1)),
                      instant(row, 2),
                      instant(row, 3),
                      instant(row, 4)));
            }
          }
          return List.copyOf(stores);
        });
  }

  /**
   * The same store, if it was registered.
   *
   * @throws ProblemException {@code not-found}
   */
  public StoreId requireKnown(StoreId store) throws SQLException {
    if (!database.reading(connection -> isKnown(connection, store))) {
      throw ProblemException.of(ProblemCode.NOT_FOUND, "no store " + store + " is registered");
    }
    return store;
  }

  /**
   * The hashes of the credentials by which a store may speak now; none when it is not registered,
   * or was told to be silent.
   */
  public List<byte[]> credentialHashes(StoreId store) throws SQLException {
    return database.reading(
        connection -> {
          List<byte[]> hashes = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT credential_hash FROM store_credential"
                      + " WHERE store = ? AND revoked_millis IS NULL")) {
            statement.setString(1, store.value());
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                hashes.add(row.getBytes(1));
              }
            }
          }
          return List.copyOf(hashes);
        });
  }

  /** Whose credential this is; empty when it was never issued. */
  Optional<Holder> holderOf(byte[] credentialHash) throws SQLException {
    return database.reading(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT store, revoked_millis FROM store_credential WHERE credential_hash = ?")) {
            statement.setBytes(1, credentialHash);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new Holder(new StoreId(row.getString(1)), row.getObject(2) != null))
                  : Optional.empty();
            }
          }
        });
  }

  /**
   * Who holds a credential.
   *
   * @param store whom it was issued to
   * @param isRevoked whether it was replaced or withdrawn since
   */
  record Holder(StoreId store, boolean isRevoked) {}

  /** The instant in a column of epoch milliseconds, or null. */
  public static Instant instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static int revoke(Connection connection, StoreId store, long now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE store_credential SET revoked_millis = ?"
                + " WHERE store = ? AND revoked_millis IS NULL")) {
      statement.setLong(1, now);
      statement.setString(2, store.value());
      return statement.executeUpdate();
    }
  }

  private static boolean isKnown(Connection connection, StoreId store) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT store FROM store WHERE store = ?")) {
      statement.setString(1, store.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Holds a store's row until the transaction ends; false when it has none. */
  private static boolean holdRow(Connection connection, StoreId store) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE store SET envelopes = store.envelopes WHERE store = ?")) {
      statement.setString(1, store.value());
      return statement.executeUpdate() == 1;
    }
  }

  /** Makes a store's row, or holds the one that somebody else has made just now. */
  private static void insert(Connection connection, StoreId store, long now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO store (store, created_millis, envelopes) VALUES (?, ?, 0)")) {
      statement.setString(1, store.value());
      statement.setLong(2, now);
      statement.executeUpdate();
    } catch (SQLException e) {
      if (!Dialect.of(connection).isDuplicateKey(e) || !holdRow(connection, store)) {
        throw e;
      }
    }
  }
}
