package io.tillstream.store.conflict;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Which sales were voided: their goods are back, and are not brought back again. A void that is
 * parked or was dismissed has brought nothing back. Looks through what the terminal has recorded
 * since; only where a document is corrected it is asked. The writer's thread only.
 */
final class VoidedSales {

  private static final String VOIDS =
      "SELECT d.body FROM document d LEFT JOIN parked p ON p.document_seq = d.seq"
          + " LEFT JOIN document_dismissal x ON x.document_seq = d.seq"
          + " WHERE d.terminal = ? AND d.type = 'void'"
          + " AND (d.epoch > ? OR (d.epoch = ? AND d.n > ?))"
          + " AND p.document_seq IS NULL AND x.document_seq IS NULL";

  private static final String SALE =
      "SELECT body FROM document WHERE terminal = ? AND epoch = ? AND n = ?";

  private VoidedSales() {}

  /** The sale itself, which a case names. */
  static Document sale(Batch batch, DocumentKey sale) throws SQLException {
    Journal.of(batch).flush(); // it may be of this very batch
    PreparedStatement select = batch.prepare(SALE);
    select.setString(1, sale.terminal().value());
    select.setInt(2, sale.epoch());
    select.setLong(3, sale.n());
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("sale " + sale + " is named by a case and is not held");
      }
      return DocumentJson.read(row.getBytes(1));
    } catch (IOException e) {
      throw new UncheckedIOException("sale " + sale + " is unreadable", e);
    }
  }

  /** The void of a sale; empty when none is booked. */
  static Optional<Document> of(Batch batch, DocumentKey sale) throws SQLException {
    Journal.of(batch).flush(); // the void may be of this very batch
    PreparedStatement select = batch.prepare(VOIDS);
    select.setString(1, sale.terminal().value());
    select.setInt(2, sale.epoch());
    select.setInt(3, sale.epoch());
    select.setLong(4, sale.n());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Document document = DocumentJson.read(row.getBytes(1));
        if (document.voids() != null
            && document.voids().epoch() == sale.epoch()
            && document.voids().n() == sale.n()) {
          return Optional.of(document);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a void of terminal " + sale.terminal() + " is unreadable", e);
    }
  }
}
