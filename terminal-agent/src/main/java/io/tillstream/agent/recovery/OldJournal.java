package io.tillstream.agent.recovery;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * A journal of a disk that turned up, possibly damaged. It is read from a copy, made together with
 * the write-ahead log that may hold its last documents; the disk itself is only read. Used by one
 * thread.
 */
final class OldJournal implements AutoCloseable {

  private static final int MADE_ANEW_SINCE = 2; // version of the schema
  private static final String WAL = "-wal";

  private final Connection connection;
  private final int version;

  private OldJournal(Connection connection, int version) {
    this.connection = connection;
    this.version = version;
  }

  /**
   * Whose it is.
   *
   * @param store the shop
   * @param terminal the till position
   */
  record Owner(String store, String terminal) {}

  /**
   * Copies the journal and opens the copy.
   *
   * @param txnDb the old file
   * @param workshop an empty folder for the copy
   * @throws SQLException when it cannot be read as a database
   */
  static OldJournal open(Path txnDb, Path workshop) throws IOException, SQLException {
    Path copy = workshop.resolve("txn.db");
    CopyWhatCanBeRead.of(txnDb, copy);
    Path wal = txnDb.resolveSibling(txnDb.getFileName() + WAL);
    if (Files.exists(wal)) {
      CopyWhatCanBeRead.of(wal, workshop.resolve("txn.db" + WAL));
    }
    Connection connection =
        JDBC.createConnection("jdbc:sqlite:" + copy, new SQLiteConfig().toProperties());
    try (PreparedStatement query = connection.prepareStatement("PRAGMA user_version");
        ResultSet row = query.executeQuery()) {
      return new OldJournal(connection, row.getInt(1));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whose it is; empty when it was never enrolled. */
  Optional<Owner> owner() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT store, terminal FROM identity");
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? Optional.of(new Owner(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }

  /**
   * An epoch that it knows.
   *
   * @param number which
   * @param acknowledged what the store was known to hold
   */
  record Epoch(int number, Watermark acknowledged) {}

  /** Its epochs, the oldest first. */
  List<Epoch> epochs() throws SQLException {
    List<Epoch> epochs = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT epoch, store_n, store_hash FROM delivery ORDER BY epoch");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        epochs.add(
            new Epoch(row.getInt(1), new Watermark(row.getLong(2), Hash.of(row.getBytes(3)))));
      }
    }
    return epochs;
  }

  /** The documents of an epoch, one by one: a month of a busy till does not fit into memory. */
  OldDocuments documents(Epoch epoch) {
    return new OldDocuments(connection, epoch.number(), version >= MADE_ANEW_SINCE);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
