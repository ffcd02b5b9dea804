package io.tillstream.store.equality;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.equality.AuditBlock;
import io.tillstream.protocol.equality.AuditStream;
import io.tillstream.protocol.equality.AuditedDocument;
import io.tillstream.protocol.equality.MovedLine;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The store's documents of a stream with what is booked of them, every byte. Thread-safe. */
final class OwnStream {

  // A result set may be held in memory whole, and a document may have two megabytes.
  private static final int DOCUMENTS_PER_SELECT = 64;

  private static final String BETWEEN =
      " WHERE d.terminal = ? AND d.epoch = ? AND d.n > ? AND d.n <= ?";
  private static final String DOCUMENTS =
      "SELECT d.n, d.number, d.hash, d.body FROM document d" + BETWEEN + " ORDER BY d.n";
  private static final String MOVEMENTS =
      "SELECT d.n, m.line, m.from_location, m.to_location, m.item, m.quantity_thousandths"
          + " FROM document d INNER JOIN movement m ON m.id >= d.seq * 8192"
          + " AND m.id < d.seq * 8192 + 8192"
          + BETWEEN
          + " ORDER BY d.n, m.line";
  private static final String PLACES =
      "SELECT d.n, d.seq, d.hash, d.verdict, r.seq, d.number FROM document d"
          + " LEFT JOIN document_release r ON r.document_seq = d.seq"
          + BETWEEN
          + " ORDER BY d.n";

  private static final String FACTS_AFTER =
      "SELECT COUNT(*) FROM document WHERE seq > ?"
          + " UNION ALL SELECT COUNT(*) FROM document_release WHERE seq > ?"
          + " UNION ALL SELECT COUNT(*) FROM document_dismissal WHERE seq > ?";

  private final DataSource database;

  OwnStream(DataSource database) {
    this.database = database;
  }

  /**
   * Where a document came in.
   *
   * @param seq its place in the change log
   * @param hash the chain up to it
   * @param bookedAt when it was booked, or null when it is not
   * @param number what is printed on it, or null
   */
  record Place(long n, long seq, Hash hash, Long bookedAt, String number) {}

  /** The places of some documents that follow each other; those that are held. */
  List<Place> places(DocumentStream stream, long after, long to) throws SQLException {
    List<Place> places = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PLACES)) {
      place(select, stream, after, to);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long seq = row.getLong(2);
          long released = row.getLong(5);
          Long bookedAt = row.wasNull() ? null : (Long) released;
          places.add(
              new Place(
                  row.getLong(1),
                  seq,
                  Hash.of(row.getBytes(3)),
                  row.getString(4).equals("ACCEPTED") ? (Long) seq : bookedAt,
                  row.getString(6)));
        }
      }
    }
    return places;
  }

  Optional<Place> place(DocumentKey key) throws SQLException {
    return places(key.stream(), key.n() - 1, key.n()).stream().findFirst();
  }

  /** How many facts came after a seq; other changes are not sent to head office. */
  long factsAfter(long seq) throws SQLException {
    long facts = 0;
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(FACTS_AFTER)) {
      for (int i = 1; i <= 3; i++) {
        select.setLong(i, seq);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          facts += row.getLong(1);
        }
      }
    }
    return facts;
  }

  /** Digests of the blocks between two places. */
  List<AuditBlock> blocks(DocumentStream stream, long after, long to) throws SQLException {
    try (Connection connection = database.getConnection()) {
      AuditStream audit = begin(stream, after);
      read(connection, stream, after, to, audit);
      return audit.blocks();
    }
  }

  /** The documents between two places. */
  List<AuditedDocument> documents(DocumentStream stream, long after, long to) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return read(connection, stream, after, to, begin(stream, after));
    }
  }

  private AuditStream begin(DocumentStream stream, long after) throws SQLException {
    return new AuditStream(
        after, after == 0 ? Hash.START : place(stream.at(after)).map(Place::hash).orElse(null));
  }

  /** What is booked of a document. */
  List<MovedLine> movements(DocumentKey key) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return moved(connection, key.stream(), key.n() - 1, key.n()).getOrDefault(key.n(), List.of());
    }
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

  private static void place(PreparedStatement select, DocumentStream stream, long after, long to)
      throws SQLException {
    select.setString(1, stream.terminal().value());
    select.setInt(2, stream.epoch());
    select.setLong(3, after);
    select.setLong(4, to);
  }
}
