package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.wire.Fact;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keeps each decision on a parked document as a fact of its own, with what the document was before
 * it. The document's row says only what it is now, and whoever reads the books late should read the
 * same as one who read them early.
 *
 * @param connection of the running transaction, before the documents themselves are changed
 * @param ordinal which life of the store's change log says so
 */
record RememberDecisions(Connection connection, int ordinal) {

  private static final String INSERT =
      "INSERT INTO document_decision (store, terminal, epoch, n, step, kind, ordinal, seq,"
          + " resolved, detail, former_reason, former_detail, former_resolved)"
          + " SELECT d.store, d.terminal, d.epoch, d.n, (SELECT COUNT(*) FROM document_decision f"
          + " WHERE f.store = d.store AND f.terminal = d.terminal AND f.epoch = d.epoch"
          + " AND f.n = d.n) + 1, ?, ?, ?, ?, ?, d.reason, d.detail, d.resolved FROM document d"
          + " WHERE d.store = ? AND d.terminal = ? AND d.epoch = ? AND d.n = ?";

  void remember(Consolidation consolidation) throws SQLException {
    if (consolidation.releases().isEmpty() && consolidation.dismissals().isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Consolidation.Release release : consolidation.releases()) {
        add(
            insert,
            Fact.RELEASE,
            release.key(),
            release.seq(),
            WriteConsolidation.json(release.resolved()),
            null);
      }
      for (Consolidation.Dismissal dismissal : consolidation.dismissals()) {
        add(insert, Fact.DISMISSAL, dismissal.key(), dismissal.seq(), null, dismissal.why());
      }
      insert.executeBatch();
    }
  }

  private void add(
      PreparedStatement insert,
      String kind,
      DocumentKey key,
      long seq,
      String resolved,
      String detail)
      throws SQLException {
    insert.setString(1, kind);
    insert.setInt(2, ordinal);
    insert.setLong(3, seq);
    insert.setString(4, resolved);
    insert.setString(5, detail);
    Keys.set(insert, 6, key);
    insert.addBatch();
  }
}
