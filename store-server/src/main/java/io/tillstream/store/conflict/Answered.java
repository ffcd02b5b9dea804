package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The documents on which somebody has decided. The writer's thread only. */
final class Answered {

  private static final String SELECT =
      "SELECT subject, kind, terminal, epoch, n FROM case_answer WHERE subject IN " + Batch.KEYS;
  private static final String HAS =
      "SELECT settlement_seq FROM case_answer WHERE kind = ? AND subject = ? AND terminal = ?"
          + " AND epoch = ? AND n = ?";
  private static final String INSERT =
      "INSERT INTO case_answer (kind, subject, terminal, epoch, n, settlement_seq)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private final Map<String, Set<DocumentKey>> bySubject = new HashMap<>();

  private Answered() {}

  /** Looks up what was decided on cases of a kind. */
  static Answered look(Batch batch, StoreId store, CaseKind kind, Collection<String> subjects)
      throws SQLException {
    Answered answered = new Answered();
    batch.select(
        SELECT,
        subjects,
        row -> {
          if (kind.toString().equals(row.getString(2))) {
            answered
                .bySubject
                .computeIfAbsent(row.getString(1), s -> new HashSet<>())
                .add(
                    new DocumentKey(
                        store, new TerminalId(row.getString(3)), row.getInt(4), row.getLong(5)));
          }
        });
    return answered;
  }

  boolean has(String subject, DocumentKey document) {
    return bySubject.getOrDefault(subject, Set.of()).contains(document);
  }

  /** The place in the log of the settlement that has named a document; empty when none did. */
  static Optional<Long> by(Batch batch, OpenCases.Subject subject, DocumentKey document)
      throws SQLException {
    PreparedStatement has = batch.prepare(HAS);
    bind(has, subject, document);
    try (ResultSet row = has.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }

  /** Notes that a settlement has named a document; the first one that did stays. */
  static void note(Batch batch, OpenCases.Subject subject, DocumentKey document, long settlementSeq)
      throws SQLException {
    if (by(batch, subject, document).isPresent()) {
      return;
    }
    PreparedStatement insert = batch.prepare(INSERT);
    bind(insert, subject, document);
    insert.setLong(6, settlementSeq);
    insert.executeUpdate();
  }

  private static void bind(
      PreparedStatement statement, OpenCases.Subject subject, DocumentKey document)
      throws SQLException {
    statement.setString(1, subject.kind().toString());
    statement.setString(2, subject.name());
    statement.setString(3, document.terminal().value());
    statement.setInt(4, document.epoch());
    statement.setLong(5, document.n());
  }
}
