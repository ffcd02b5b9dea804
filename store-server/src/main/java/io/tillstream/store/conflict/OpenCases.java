package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cases that wait for a decision, remembered from batch to batch: whether there is one is asked
 * for each item that is below zero, and never of the database. The writer's thread only.
 */
final class OpenCases {

  /** Documents that a case names; those that come after are in the books all the same. */
  static final int DOCUMENTS_NAMED_MAX = 50;

  private static final String SELECT =
      "SELECT o.kind, o.subject, o.case_id, COUNT(d.document_seq) FROM open_case o"
          + " LEFT JOIN case_document d ON d.case_id = o.case_id"
          + " GROUP BY o.kind, o.subject, o.case_id";
  private static final String LAST = "SELECT MAX(id) FROM conflict_case";

  /** What a case is about. */
  record Subject(CaseKind kind, String name) {}

  /**
   * An open case.
   *
   * @param number its name
   * @param documents how many it names
   */
  record Open(CaseNumber number, int documents) {

    boolean isFull() {
      return documents >= DOCUMENTS_NAMED_MAX;
    }
  }

  private final Map<Subject, Open> cases = new HashMap<>();
  private boolean isRead;

  /** As this batch sees them. */
  static OpenCases of(Batch batch) throws SQLException {
    OpenCases open = batch.memory(OpenCases.class, OpenCases::new);
    if (!open.isRead) {
      open.read(batch);
    }
    return open;
  }

  Optional<Open> of(CaseKind kind, String subject) {
    return Optional.ofNullable(cases.get(new Subject(kind, subject)));
  }

  boolean isEmpty() {
    return cases.isEmpty();
  }

  /** What those of a kind are about. */
  List<String> about(CaseKind kind) {
    return cases.keySet().stream()
        .filter(subject -> subject.kind() == kind)
        .map(Subject::name)
        .toList();
  }

  void put(Subject subject, Open open) {
    cases.put(subject, open);
  }

  void remove(Subject subject) {
    cases.remove(subject);
  }

  /** A name that no case has had. */
  static CaseNumber nextNumber(Batch batch) throws SQLException {
    CaseNumber first = CaseNumber.first(OwnEpoch.of(batch));
    try (ResultSet row = batch.prepare(LAST).executeQuery()) {
      row.next();
      long last = row.getLong(1); // 0 when there is none
      return last < first.id() ? first : new CaseNumber(last).next();
    }
  }

  private void read(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Optional<CaseKind> kind = CaseKind.find(row.getString(1));
        if (kind.isPresent()) { // a kind of a later version waits for that version
          put(
              new Subject(kind.get(), row.getString(2)),
              new Open(new CaseNumber(row.getLong(3)), row.getInt(4)));
        }
      }
    }
    isRead = true;
  }
}
