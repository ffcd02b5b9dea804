package io.tillstream.store.intake;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out whether a document says again what is held under another name (I2): what was made anew
 * may have arrived through another copy of its journal, and the original of what was made anew may
 * turn up on an old disk. The till app's reference tells, and the content. Only these two kinds are
 * compared; no other document pays for it. The writer's thread only.
 */
final class HeldAlready {

  private static final int REFERENCES_PER_SELECT = 200;
  private static final String SELECT =
      "SELECT d.body FROM document d LEFT JOIN document_dismissal x ON x.document_seq = d.seq"
          + " WHERE d.terminal = ? AND d.epoch >= ? AND x.seq IS NULL AND d.reference IN (?"
          + ", ?".repeat(REFERENCES_PER_SELECT - 1)
          + ")";

  private final DocumentStream stream;
  private final boolean closed;
  private final List<Document> held = new ArrayList<>();

  private HeldAlready(DocumentStream stream, boolean closed) {
    this.stream = stream;
    this.closed = closed;
  }

  /**
   * Looks up what new documents of an upload may be the same as.
   *
   * @param closed whether their epoch is closed
   */
  static HeldAlready look(
      Batch batch, DocumentStream stream, boolean closed, List<ReceivedDocument> documents)
      throws SQLException {
    HeldAlready already = new HeldAlready(stream, closed);
    List<Document> compared =
        documents.stream()
            .filter(ReceivedDocument.Legible.class::isInstance)
            .map(each -> each.held().document())
            .filter(already::isCompared)
            .toList();
    if (!compared.isEmpty()) {
      Journal.of(batch).flush(); // it may have come in this very batch
      already.read(batch, compared);
    }
    return already;
  }

  /** Where the same is held; empty when it is not, or when the document is of the usual kind. */
  Optional<DocumentKey> place(Document document) {
    return isCompared(document)
        ? held.stream()
            .filter(each -> !each.key().equals(document.key()) && says(each, document))
            .map(Document::key)
            .findFirst()
        : Optional.empty();
  }

  private boolean isCompared(Document document) {
    return closed || document.replaces() != null;
  }

  private void read(Batch batch, List<Document> compared) throws SQLException {
    int from =
        compared.stream()
            .mapToInt(
                each -> each.replaces() == null ? stream.epoch() + 1 : each.replaces().epoch())
            .min()
            .orElseThrow();
    PreparedStatement select = batch.prepare(SELECT);
    Iterator<String> references = compared.stream().map(Document::reference).iterator();
    while (references.hasNext()) {
      select.setString(1, stream.terminal().value());
      select.setInt(2, from);
      String last = null;
      for (int i = 0; i < REFERENCES_PER_SELECT; i++) {
        last = references.hasNext() ? references.next() : last;
        select.setString(3 + i, last);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          document(row.getBytes(1)).ifPresent(held::add);
        }
      }
    }
  }

  private static Optional<Document> document(byte[] body) {
    try {
      return Optional.of(DocumentJson.read(body));
    } catch (IOException notLegible) {
      return Optional.empty(); // then it is not booked either
    }
  }

  /** When and by which name it was recorded may differ; what was sold, and for what, may not. */
  private static boolean says(Document one, Document other) {
    return one.type() == other.type()
        && Objects.equals(one.reference(), other.reference())
        && one.totalMinor() == other.totalMinor()
        && one.goodsTo() == other.goodsTo()
        && one.lines().equals(other.lines())
        && Objects.equals(one.tenders(), other.tenders())
        && Objects.equals(one.person(), other.person())
        && Objects.equals(one.count(), other.count());
  }
}
