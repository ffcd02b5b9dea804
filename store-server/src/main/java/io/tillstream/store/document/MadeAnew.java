package io.tillstream.store.document;

import io.tillstream.protocol.document.Document;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which documents stand for a place of a former journal, so that a number that was brought home
 * under another is not called lost. The writer's thread only.
 */
final class MadeAnew {

  private static final String INSERT =
      "INSERT INTO document_anew (terminal, former_epoch, former_n, document_seq, former_number)"
          + " VALUES (?, ?, ?, ?, ?)";

  private final List<Anew> anew = new ArrayList<>();

  private record Anew(long seq, Document document) {}

  /** A document is taken in; null when it cannot be read. */
  void on(long documentSeq, Document document) {
    if (document != null && document.replaces() != null) {
      anew.add(new Anew(documentSeq, document));
    }
  }

  void write(Batch batch) throws SQLException {
    if (anew.isEmpty()) {
      return;
    }
    batch.write(
        INSERT,
        anew,
        (insert, each) -> {
          insert.setString(1, each.document().terminal().value());
          insert.setInt(2, each.document().replaces().epoch());
          insert.setLong(3, each.document().replaces().n());
          insert.setLong(4, each.seq());
          insert.setString(5, each.document().replaces().number());
        });
    anew.clear();
  }
}
