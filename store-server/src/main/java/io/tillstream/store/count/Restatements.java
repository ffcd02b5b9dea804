package io.tillstream.store.count;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Restatement;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The documents by which variances are put right, one for each count and late document however
 * often they are asked for (I2, I9). The writer's thread only.
 */
final class Restatements {

  private static final String EXISTS =
      "SELECT document_seq FROM count_restatement"
          + " WHERE terminal = ? AND epoch = ? AND n = ? AND count_id = ?";
  private static final String INSERT =
      "INSERT INTO count_restatement (terminal, epoch, n, count_id, document_seq)"
          + " VALUES (?, ?, ?, ?, ?)";

  private Restatements() {}

  /** Makes one, unless it is there. */
  static void make(Batch batch, Shop shop, Restatement restatement) throws SQLException {
    if (exists(batch, restatement.count(), restatement.document())) {
      return;
    }
    DocumentKey late = restatement.document();
    List<CountDetails.CountLine> lines =
        restatement.changes().entrySet().stream()
            .map(
                change ->
                    new CountDetails.CountLine(
                        change.getKey(), null, change.getValue().thousandths()))
            .toList();
    CountDetails details =
        new CountDetails(
            restatement.count(),
            null,
            restatement.location(),
            null,
            null,
            null,
            null,
            null,
            new CountDetails.Place(late.terminal(), late.epoch(), late.n(), null),
            lines);
    OwnDocument document =
        OwnDocument.next(
            batch,
            shop,
            DocumentType.COUNT_RESTATEMENT,
            restatement.reference(),
            today(batch),
            next -> next.count(details));
    remember(batch, document.document(), document.record());
  }

  /** One was made, or came back from head office. */
  static void remember(Batch batch, Document restatement, long documentSeq) throws SQLException {
    CountDetails details = restatement.count();
    CountDetails.Place late = details.restates();
    DocumentKey key = new DocumentKey(restatement.store(), late.terminal(), late.epoch(), late.n());
    if (!exists(batch, details.id(), key)) {
      PreparedStatement insert = batch.prepare(INSERT);
      insert.setLong(5, documentSeq);
      bind(insert, details.id(), key);
      insert.executeUpdate();
    }
  }

  /** The day in the shop. */
  static LocalDate today(Batch batch) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(batch.atMillis()), ZoneId.systemDefault());
  }

  private static boolean exists(Batch batch, String count, DocumentKey document)
      throws SQLException {
    PreparedStatement select = batch.prepare(EXISTS);
    bind(select, count, document);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  private static void bind(PreparedStatement statement, String count, DocumentKey document)
      throws SQLException {
    statement.setString(1, document.terminal().value());
    statement.setInt(2, document.epoch());
    statement.setLong(3, document.n());
    statement.setString(4, count);
  }
}
