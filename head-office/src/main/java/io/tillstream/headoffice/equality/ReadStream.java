package io.tillstream.headoffice.equality;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.equality.AuditStream;
import io.tillstream.protocol.equality.AuditedDocument;
import io.tillstream.protocol.equality.MovedLine;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.HeldBlock;
import io.tillstream.protocol.wire.HeldBlocks;
import io.tillstream.protocol.wire.HeldMovements;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the documents of a stream with what is booked of them, every byte. Documents never change,
 * so this need not be one moment; what is booked of one may be released meanwhile, and is asked for
 * again by itself. Thread-safe.
 */
@Singleton
class ReadStream {

  // A result set may be held in memory whole, and a document may have two megabytes.
  private static final int DOCUMENTS_PER_SELECT = 64;

  private static final String OF_STREAM = " WHERE store = ? AND terminal = ? AND epoch = ?";
  private static final String DOCUMENTS =
      "SELECT n, number, hash, body FROM document" + OF_STREAM + " AND n > ? AND n <= ? ORDER BY n";
  private static final String HASH = "SELECT hash FROM document" + OF_STREAM + " AND n = ?";
  private static final String MOVEMENTS =
      "SELECT n, line, from_location, to_location, item, quantity_thousandths FROM movement"
          + OF_STREAM
          + " AND n > ? AND n <= ? ORDER BY n, line";

  private final Database database;

  ReadStream(Database database) {
    this.database = database;
  }

  /** Digests of the blocks between two places. */
  HeldBlocks blocks(int version, DocumentStream stream, long after, long to) throws SQLException {
    long end = Math.min(to, after + (long) HeldBlocks.BLOCKS_MAX * AuditStream.BLOCK);
    return database.reading(
        connection -> {
          AuditStream audit = new AuditStream(after, hash(connection, stream.at(after + 1)));
          read(connection, stream, after, end, audit);
          return new HeldBlocks(version, end, audit.blocks());
        });
  }

  /** The documents between two places of one block. */
  HeldBlock block(int version, DocumentStream stream, long after, long to) throws SQLException {
    return database.reading(
        connection ->
            new HeldBlock(
                version,
                read(
                    connection,
                    stream,
                    after,
                    to,
                    new AuditStream(after, hash(connection, stream.at(after + 1))))));
  }

  /** What is booked of a document, and how far the store was followed before that was read. */
  HeldMovements movements(int version, DocumentKey key) throws SQLException {
    return database.reading(
        connection -> {
          Standing standing = Standing.NOTHING;
          try (PreparedStatement select = connection.prepareStatement(Standing.SELECT)) {
            select.setString(1, key.store().value());
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                standing = standing.or(row);
              }
            }
          }
          return new HeldMovements(
              version,
              standing.incarnation(),
              standing.seq(),
              moved(connection, key.stream(), key.n() - 1, key.n())
                  .getOrDefault(key.n(), List.of()));
        });
  }

  private static List<AuditedDocument> read(
      Connection connection, DocumentStream stream, long after, long to, AuditStream audit)
      throws SQLException {
    List<AuditedDocument> documents = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(DOCUMENTS)) {
      for (long from = after; from < to; from += DOCUMENTS_PER_SELECT) {
        long end = Math.min(to, from + DOCUMENTS_PER_SELECT);
        Map<Long, List<MovedLine>> moved = moved(connection, stream, from, end);
        place(select, stream, from, end);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            long n = row.getLong(1);
            documents.add(
                audit.next(
                    n,
                    row.getString(2),
                    Hash.of(row.getBytes(3)),
                    row.getBytes(4),
                    moved.getOrDefault(n, List.of())));
          }
        }
      }
    }
    return documents;
  }

  private static Map<Long, List<MovedLine>> moved(
      Connection connection, DocumentStream stream, long after, long to) throws SQLException {
    Map<Long, List<MovedLine>> moved = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(MOVEMENTS)) {
      place(select, stream, after, to);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          moved
              .computeIfAbsent(row.getLong(1), n -> new ArrayList<>())
              .add(
                  new MovedLine(
                      row.getInt(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getLong(6)));
        }
      }
    }
    return moved;
  }

  /** The chain before a document, as it is held; null when nothing is held there. */
  private static Hash hash(Connection connection, DocumentKey key) throws SQLException {
    if (key.n() == 1) {
      return Hash.START;
    }
    try (PreparedStatement select = connection.prepareStatement(HASH)) {
      select.setString(1, key.store().value());
      select.setString(2, key.terminal().value());
      select.setInt(3, key.epoch());
      select.setLong(4, key.n() - 1);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Hash.of(row.getBytes(1)) : null;
      }
    }
  }

  private static void place(PreparedStatement select, DocumentStream stream, long after, long to)
      throws SQLException {
    select.setString(1, stream.store().value());
    select.setString(2, stream.terminal().value());
    select.setInt(3, stream.epoch());
    select.setLong(4, after);
    select.setLong(5, to);
  }
}
