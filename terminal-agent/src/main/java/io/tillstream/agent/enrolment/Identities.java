package io.tillstream.agent.enrolment;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.Series;
import io.tillstream.replica.database.Session;
import io.tillstream.replica.database.SqliteFile;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The identity a journal has, one at a time. Thread-safe. */
public final class Identities {

  private final SqliteFile txn;

  /** Of this journal. */
  public Identities(SqliteFile txn) {
    this.txn = txn;
  }

  /** Who this terminal is; empty before it is enrolled. */
  public Optional<Identity> find() {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare(
                  "SELECT store, terminal, epoch, currency, store_url, credential FROM identity");
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(identity(row)) : Optional.empty();
          }
        });
  }

  /** By which key this terminal's store signs carried files; empty when it never said. */
  public Optional<String> backupKey() {
    return txn.read(
        session -> {
          try (ResultSet row = session.prepare("SELECT backup_key FROM store_key").executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  /** The last document of an epoch. */
  Watermark head(int epoch) {
    return txn.read(
        session -> {
          PreparedStatement last =
              session.prepare(
                  "SELECT n, hash FROM document WHERE epoch = ? ORDER BY n DESC LIMIT 1");
          last.setInt(1, epoch);
          try (ResultSet row = last.executeQuery()) {
            return row.next()
                ? new Watermark(row.getLong(1), Hash.of(row.getBytes(2)))
                : Watermark.START;
          }
        });
  }

  /**
   * Writes down who this terminal is from now on and what it may number; all of it or nothing. The
   * epoch before, if there was one, is closed by it.
   */
  void enrol(Identity identity, List<Series> series, String backupKey, Instant now) {
    txn.write(
        session -> {
          close(session, now);
          insertIdentity(session, identity, now);
          if (backupKey != null) {
            PreparedStatement key =
                session.prepare(
                    "INSERT OR REPLACE INTO store_key (only_row, backup_key) VALUES (1, ?)");
            key.setString(1, backupKey);
            key.executeUpdate();
          }
          PreparedStatement epoch =
              session.prepare("INSERT INTO epoch (epoch, standing) VALUES (?, 'ok')");
          epoch.setInt(1, identity.stream().epoch());
          epoch.executeUpdate();
          for (Series each : series) {
            PreparedStatement insert =
                session.prepare("INSERT INTO series (type, template, next) VALUES (?, ?, 1)");
            insert.setString(1, each.name());
            insert.setString(2, each.template().toString());
            insert.executeUpdate();
          }
          PreparedStatement delivery =
              session.prepare("INSERT INTO delivery (epoch, store_hash) VALUES (?, ?)");
          delivery.setInt(1, identity.stream().epoch());
          delivery.setBytes(2, Hash.START.toBytes());
          return delivery.executeUpdate();
        });
  }

  /**
   * Whether another machine may sell what was leased to an epoch: nothing but the store's word ever
   * said that this journal is no copy.
   */
  boolean mayHaveACopy(int epoch) {
    return txn.read(
        session -> {
          PreparedStatement query =
              session.prepare(
                  "SELECT 1 FROM copied_epoch WHERE epoch = ?"
                      + " AND EXISTS (SELECT 1 FROM scarce_item)");
          query.setInt(1, epoch);
          try (ResultSet row = query.executeQuery()) {
            return row.next();
          }
        });
  }

  private static void close(Session session, Instant now) throws SQLException {
    PreparedStatement closed =
        session.prepare("UPDATE epoch SET closed_at_millis = ? WHERE closed_at_millis IS NULL");
    closed.setLong(1, now.toEpochMilli());
    closed.executeUpdate();
    session.prepare("DELETE FROM identity").executeUpdate();
    session.prepare("DELETE FROM series").executeUpdate();
  }

  private static void insertIdentity(Session session, Identity identity, Instant now)
      throws SQLException {
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO identity (only_row, store, terminal, epoch, currency, store_url,"
                + " credential, enrolled_at_millis) VALUES (1, ?, ?, ?, ?, ?, ?, ?)");
    insert.setString(1, identity.stream().store().value());
    insert.setString(2, identity.stream().terminal().value());
    insert.setInt(3, identity.stream().epoch());
    insert.setString(4, identity.currency().getCurrencyCode());
    insert.setString(5, identity.storeUrl().toString());
    insert.setString(6, identity.credential());
    insert.setLong(7, now.toEpochMilli());
    insert.executeUpdate();
  }

  private static Identity identity(ResultSet row) throws SQLException {
    return new Identity(
        new DocumentStream(
            new StoreId(row.getString(1)), new TerminalId(row.getString(2)), row.getInt(3)),
        Currency.getInstance(row.getString(4)),
        URI.create(row.getString(5)),
        row.getString(6));
  }
}
