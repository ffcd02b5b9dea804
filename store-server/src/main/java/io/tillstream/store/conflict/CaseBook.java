package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes what becomes of cases. The writer's thread only. */
final class CaseBook {

  private static final String INSERT =
      "INSERT INTO conflict_case (id, kind, subject, state, opened_at_millis, held_thousandths,"
          + " left_thousandths, closed_at_millis, closed_by_seq)"
          + " VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)";
  private static final String INSERT_OPEN =
      "INSERT INTO open_case (kind, subject, case_id) VALUES (?, ?, ?)";
  private static final String DELETE_OPEN = "DELETE FROM open_case WHERE kind = ? AND subject = ?";
  private static final String INSERT_DOCUMENT =
      "INSERT INTO case_document (case_id, document_seq, quantity_thousandths, joined_at_millis)"
          + " VALUES (?, ?, ?, ?)";
  private static final String SELECT_DOCUMENTS =
      "SELECT document_seq FROM case_document WHERE case_id = ?";
  private static final String CLOSE =
      "UPDATE conflict_case SET state = ?, left_thousandths = ?, closed_at_millis = ?,"
          + " closed_by_seq = ? WHERE id = ?";

  private final Batch batch;
  private final OpenCases open;

  CaseBook(Batch batch) throws SQLException {
    this.batch = batch;
    open = OpenCases.of(batch);
  }

  OpenCases open() {
    return open;
  }

  /**
   * Opens a case.
   *
   * @param heldThousandths what was there before its first document; null where that says nothing
   */
  void open(OpenCases.Subject subject, Long heldThousandths, List<Taking> documents)
      throws SQLException {
    CaseNumber number = insert(subject, CaseState.OPEN, heldThousandths, null);
    PreparedStatement insert = batch.prepare(INSERT_OPEN);
    insert.setString(1, subject.kind().toString());
    insert.setString(2, subject.name());
    insert.setLong(3, number.id());
    insert.executeUpdate();
    open.put(subject, new OpenCases.Open(number, 0));
    join(subject, documents);
  }

  /** Adds documents to the open case; those beyond what a case names are left out. */
  void join(OpenCases.Subject subject, List<Taking> documents) throws SQLException {
    OpenCases.Open to = open.of(subject.kind(), subject.name()).orElseThrow();
    List<Taking> named =
        documents.stream().limit(OpenCases.DOCUMENTS_NAMED_MAX - to.documents()).toList();
    batch.write(
        INSERT_DOCUMENT,
        named,
        (insert, taking) -> {
          insert.setLong(1, to.number().id());
          insert.setLong(2, taking.documentSeq());
          insert.setLong(3, taking.thousandths());
          insert.setLong(4, batch.atMillis());
        });
    open.put(subject, new OpenCases.Open(to.number(), to.documents() + named.size()));
  }

  /** The places in the log of the documents that the open case names. */
  Set<Long> documents(OpenCases.Subject subject) throws SQLException {
    Set<Long> documents = new HashSet<>();
    PreparedStatement select = batch.prepare(SELECT_DOCUMENTS);
    select.setLong(1, open.of(subject.kind(), subject.name()).orElseThrow().number().id());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        documents.add(row.getLong(1));
      }
    }
    return documents;
  }

  /**
   * Closes the open case.
   *
   * @param leftThousandths what is there now, where that is known
   * @param bySeq the place in the log of the document that did it
   */
  void close(OpenCases.Subject subject, CaseState as, Long leftThousandths, Long bySeq)
      throws SQLException {
    OpenCases.Open closing = open.of(subject.kind(), subject.name()).orElseThrow();
    PreparedStatement close = batch.prepare(CLOSE);
    close.setString(1, as.toString());
    close.setObject(2, leftThousandths, java.sql.Types.BIGINT);
    close.setLong(3, batch.atMillis());
    close.setObject(4, bySeq, java.sql.Types.BIGINT);
    close.setLong(5, closing.number().id());
    close.executeUpdate();
    PreparedStatement delete = batch.prepare(DELETE_OPEN);
    delete.setString(1, subject.kind().toString());
    delete.setString(2, subject.name());
    delete.executeUpdate();
    open.remove(subject);
  }

  /** Notes a case of which only the settlement is known, as after a restore. */
  void settledBefore(CaseKind kind, String subject, long bySeq) throws SQLException {
    insert(new OpenCases.Subject(kind, subject), CaseState.SETTLED, null, bySeq);
  }

  private CaseNumber insert(
      OpenCases.Subject subject, CaseState state, Long heldThousandths, Long closedBySeq)
      throws SQLException {
    CaseNumber number = OpenCases.nextNumber(batch);
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setLong(1, number.id());
    insert.setString(2, subject.kind().toString());
    insert.setString(3, subject.name());
    insert.setString(4, state.toString());
    insert.setLong(5, batch.atMillis());
    insert.setObject(6, heldThousandths, java.sql.Types.BIGINT);
    insert.setObject(
        7, closedBySeq == null ? null : (Long) batch.atMillis(), java.sql.Types.BIGINT);
    insert.setObject(8, closedBySeq, java.sql.Types.BIGINT);
    insert.executeUpdate();
    return number;
  }
}
