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

/**
 * Which sales were voided: their goods are back, and are not brought back again. Looks through what
 * the terminal has recorded since; only a person who corrects a document asks. The writer's thread
 * only.
 */
final class VoidedSales {

  private static final String VOIDS =
      "SELECT body FROM document WHERE terminal = ? AND type = 'void'"
          + " AND (epoch > ? OR (epoch = ? AND n > ?))";

  private VoidedSales() {}

  static boolean has(Batch batch, DocumentKey sale) throws SQLException {
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
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("a void of terminal " + sale.terminal() + " is unreadable", e);
    }
  }
}
