package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.store.document.Resolved;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Reads the facts of the log, the same bytes each time, and cuts them into envelopes. Thread-safe.
 */
final class ReadFacts {

  // A result set is held in memory whole, and a document may have two megabytes.
  private static final int DOCUMENTS_PER_SELECT = 100;

  private static final String PAGE_END = " ORDER BY 1 OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String DOCUMENTS =
      "SELECT d.seq, d.terminal, d.epoch, d.n, d.verdict, d.reason, d.detail, d.resolved, d.hash,"
          + " d.body, j.document_seq FROM document d"
          + " LEFT JOIN document_not_json j ON j.document_seq = d.seq"
          + " WHERE d.seq > ? AND d.seq <= ?"
          + PAGE_END;
  private static final String RELEASES =
      "SELECT r.seq, d.terminal, d.epoch, d.n, r.resolved FROM document_release r"
          + " INNER JOIN document d ON d.seq = r.document_seq WHERE r.seq > ? AND r.seq <= ?"
          + PAGE_END;

  private static final String DISMISSALS =
      "SELECT x.seq, d.terminal, d.epoch, d.n, x.reason FROM document_dismissal x"
          + " INNER JOIN document d ON d.seq = x.document_seq WHERE x.seq > ? AND x.seq <= ?"
          + PAGE_END;

  private final DataSource database;
  private final StoreId store;
  private final int recordsMax;

  ReadFacts(DataSource database, StoreId store, int recordsMax) {
    this.database = database;
    this.store = store;
    this.recordsMax = recordsMax;
  }

  /** Whose facts. */
  StoreId store() {
    return store;
  }

  /**
   * The next envelope.
   *
   * @param from what is confirmed
   * @param head not beyond this seq
   * @param bytesMax after which it is closed
   */
  Envelope after(Watermark from, long head, int bytesMax) throws SQLException {
    List<Fact> facts = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      long released = readDecisions(connection, RELEASES, facts, from.position(), head);
      long covered = readDecisions(connection, DISMISSALS, facts, from.position(), released);
      readDocuments(connection, facts, from.position(), covered, bytesMax);
      // Releases beyond dismissals that were not read must not overtake them.
      facts.removeIf(fact -> fact.record().position() > covered);
    }
    facts.sort(Comparator.comparingLong(fact -> fact.record().position()));
    return cut(from, head, facts, bytesMax);
  }

  /**
   * The sender's own watermark at a position.
   *
   * @param known another one of its own; the log is read from there, or from its very beginning
   *     when the position lies before it
   * @param bytesMax of which so many are read at once
   */
  Watermark at(long position, Watermark known, int bytesMax) throws SQLException {
    Watermark reached = known.position() <= position ? known : Watermark.START;
    while (reached.position() < position) {
      reached = after(reached, position, bytesMax).facts().to();
    }
    return reached;
  }

  private Envelope cut(Watermark from, long head, List<Fact> facts, int bytesMax) {
    List<ChainedRecord> records = new ArrayList<>();
    Map<DocumentStream, Long> reached = new HashMap<>();
    long bytes = 0;
    for (Fact fact : facts) {
      if (records.size() == recordsMax || bytes >= bytesMax) {
        break;
      }
      records.add(fact.record());
      bytes += fact.record().line().length;
      if (fact.isDocument()) {
        reached.merge(fact.key().stream(), fact.key().n(), Math::max);
      }
    }
    // A fact was read beyond the cut, or the limits were met exactly: then nothing is claimed of
    // what follows. Otherwise all facts up to the head are inside.
    boolean whole =
        records.size() == facts.size() && records.size() < recordsMax && bytes < bytesMax;
    long to = whole ? head : records.getLast().position();
    return new Envelope(ChainedBatch.after(from, records, to), reached);
  }

  /** Returns the seq up to which all decisions of this kind were read. */
  private long readDecisions(
      Connection connection, String sql, List<Fact> facts, long after, long head)
      throws SQLException {
    int before = facts.size();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, after);
      select.setLong(2, head);
      select.setInt(3, recordsMax);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long seq = row.getLong(1);
          DocumentKey key = key(row);
          String decision = row.getString(5);
          byte[] line =
              sql.equals(RELEASES)
                  ? FactRecord.released(seq, key, Resolved.parse(decision))
                  : FactRecord.dismissed(seq, key, decision);
          facts.add(new Fact(new ChainedRecord(seq, line), key, false));
        }
      }
    }
    return facts.size() == before + recordsMax ? facts.getLast().record().position() : head;
  }

  private void readDocuments(
      Connection connection, List<Fact> facts, long after, long covered, int bytesMax)
      throws SQLException {
    int documents = 0;
    long bytes = 0;
    long last = after;
    try (PreparedStatement select = connection.prepareStatement(DOCUMENTS)) {
      boolean more = true;
      while (more && documents < recordsMax && bytes < bytesMax) {
        select.setLong(1, last);
        select.setLong(2, covered);
        select.setInt(3, DOCUMENTS_PER_SELECT);
        int before = documents;
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            Fact fact = received(row);
            facts.add(fact);
            documents++;
            bytes += fact.record().line().length;
            last = fact.record().position();
          }
        }
        more = documents == before + DOCUMENTS_PER_SELECT;
      }
    }
    long end = last;
    if (documents >= recordsMax || bytes >= bytesMax) {
      // Documents beyond were not read, so releases beyond must not overtake them.
      facts.removeIf(fact -> fact.record().position() > end);
    }
  }

  private Fact received(ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    String named = row.getString(6);
    ParkedReason reason = named == null ? null : ParkedReason.of(named);
    String detail = row.getString(7);
    Hash hash = Hash.of(row.getBytes(9));
    byte[] body = row.getBytes(10);
    DocumentKey key = key(row);
    row.getLong(11);
    boolean isJson = row.wasNull();
    byte[] line;
    if (!isJson) {
      line = FactRecord.notJson(seq, key, ParkedReason.UNREADABLE, detail, hash, body);
    } else if (reason == ParkedReason.UNREADABLE) {
      line = FactRecord.unreadable(seq, key, detail, hash, body);
    } else {
      line =
          FactRecord.received(
              seq,
              Verdict.valueOf(row.getString(5)),
              reason,
              detail,
              Resolved.parse(row.getString(8)),
              hash,
              body);
    }
    return new Fact(new ChainedRecord(seq, line), key, true);
  }

  private DocumentKey key(ResultSet row) throws SQLException {
    return new DocumentKey(store, new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4));
  }

  private record Fact(ChainedRecord record, DocumentKey key, boolean isDocument) {}
}
