package io.tillstream.headoffice.giveback;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.headoffice.database.Database;
import io.tillstream.platform.stream.WellFormed;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.protocol.wire.HeldStreams;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what is held of a store's documents, in the form of facts. Thread-safe. */
@Singleton
class ReadHeld {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BYTES_MAX = 4 * 1024 * 1024;
  // A result set may be held in memory whole, and a document may have two megabytes.
  private static final int DOCUMENTS_PER_SELECT = 100;

  private static final String STREAMS =
      "SELECT terminal, epoch, n, hash FROM document_stream WHERE store = ?"
          + " ORDER BY terminal, epoch";
  private static final String HASH =
      "SELECT hash FROM document WHERE store = ? AND terminal = ? AND epoch = ? AND n = ?";
  private static final String DOCUMENTS =
      "SELECT n, hash, verdict, reason, detail, resolved, body FROM document"
          + " WHERE store = ? AND terminal = ? AND epoch = ? AND n > ? ORDER BY n"
          + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final Database database;

  ReadHeld(Database database) {
    this.database = database;
  }

  List<HeldStreams.HeldStream> streams(StoreId store) throws SQLException {
    return database.reading(
        connection -> {
          List<HeldStreams.HeldStream> streams = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(STREAMS)) {
            select.setString(1, store.value());
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                streams.add(
                    new HeldStreams.HeldStream(
                        new TerminalId(row.getString(1)),
                        row.getInt(2),
                        row.getLong(3),
                        Hash.of(row.getBytes(4))));
              }
            }
          }
          return streams;
        });
  }

  /**
   * The documents after a place, up to a limit of number and size.
   *
   * @param documentsMax at most so many
   * @return the documents' own chain with the facts as its records, or empty when nothing is held
   *     at that place
   */
  Optional<Found> after(DocumentStream stream, long after, int documentsMax) throws SQLException {
    return database.reading(
        connection -> {
          Optional<Hash> before =
              after == 0 ? Optional.of(Hash.START) : hash(connection, stream, after);
          if (before.isEmpty()) {
            return Optional.empty();
          }
          Watermark start = new Watermark(after, before.get());
          return Optional.of(read(connection, stream, start, documentsMax));
        });
  }

  /**
   * What is given back.
   *
   * @param start the documents' chain at the place asked for
   * @param end the documents' chain after the last of them; at the place asked for when there is
   *     none
   * @param facts a line for each
   */
  record Found(Watermark start, Watermark end, List<byte[]> facts) {}

  private static Found read(
      Connection connection, DocumentStream stream, Watermark start, int documentsMax)
      throws SQLException {
    List<byte[]> facts = new ArrayList<>();
    Watermark end = start;
    long bytes = 0;
    int read = DOCUMENTS_PER_SELECT;
    while (read == DOCUMENTS_PER_SELECT && facts.size() < documentsMax && bytes < BYTES_MAX) {
      read = 0;
      try (PreparedStatement select = connection.prepareStatement(DOCUMENTS)) {
        int next = place(select, stream);
        select.setLong(next++, end.position());
        select.setInt(next, DOCUMENTS_PER_SELECT);
        try (ResultSet row = select.executeQuery()) {
          while (row.next() && facts.size() < documentsMax && bytes < BYTES_MAX) {
            byte[] fact = fact(stream, row);
            facts.add(fact);
            bytes += fact.length;
            end = new Watermark(row.getLong(1), Hash.of(row.getBytes(2)));
            read++;
          }
        }
      }
    }
    return new Found(start, end, facts);
  }

  private static byte[] fact(DocumentStream stream, ResultSet row) throws SQLException {
    long n = row.getLong(1);
    Hash hash = Hash.of(row.getBytes(2));
    String named = row.getString(4);
    ParkedReason reason = named == null ? null : ParkedReason.of(named);
    String detail = row.getString(5);
    byte[] body = row.getBytes(7);
    if (!WellFormed.isJson(body)) {
      return FactRecord.notJson(
          n, stream.at(n), reason == null ? ParkedReason.UNREADABLE : reason, detail, hash, body);
    }
    return reason == ParkedReason.UNREADABLE
        ? FactRecord.unreadable(n, stream.at(n), detail, hash, body)
        : FactRecord.received(
            n,
            Verdict.valueOf(row.getString(3)),
            reason,
            detail,
            resolved(row.getString(6)),
            hash,
            body);
  }

  private static Optional<Hash> hash(Connection connection, DocumentStream stream, long n)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HASH)) {
      select.setLong(place(select, stream), n);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(Hash.of(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  private static int place(PreparedStatement select, DocumentStream stream) throws SQLException {
    select.setString(1, stream.store().value());
    select.setString(2, stream.terminal().value());
    select.setInt(3, stream.epoch());
    return 4;
  }

  private static SortedMap<Integer, Boolean> resolved(String json) {
    try {
      return json == null
          ? new TreeMap<>()
          : JSON.readValue(json, new TypeReference<TreeMap<Integer, Boolean>>() {});
    } catch (IOException e) {
      throw new IllegalStateException("a decision that is held cannot be read", e);
    }
  }
}
