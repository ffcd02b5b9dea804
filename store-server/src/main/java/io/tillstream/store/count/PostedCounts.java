package io.tillstream.store.count;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.protocol.stock.Route;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the books remember of counts beside their documents: all that later documents are held
 * against. It is told by the documents alone, so that it comes back with them when the database was
 * restored from a backup. The writer's thread only.
 */
public final class PostedCounts {

  private static final String UPDATE =
      "UPDATE stock_count SET state = 'posted', ended_at_millis = ?, document_seq = ?,"
          + " counted_by = ?, approved_by = ?, unsure_until_millis = ? WHERE count_id = ?";
  private static final String INSERT =
      "INSERT INTO stock_count (state, ended_at_millis, document_seq, counted_by, approved_by,"
          + " unsure_until_millis, count_id, kind, location, started_seq, started_at_millis)"
          + " VALUES ('posted', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String INSERT_PLACE =
      "INSERT INTO count_cut (count_id, terminal, epoch, n, unmarked) VALUES (?, ?, ?, ?, ?)";
  private static final String DELETE_CHOSEN =
      "DELETE FROM count_line WHERE count_id = ? AND counted_thousandths IS NULL";
  private static final String INSERT_LINE =
      "INSERT INTO count_line (item, count_id, counted_thousandths, variance_thousandths)"
          + " VALUES (?, ?, ?, ?)";
  private static final String SAME =
      "SELECT epoch, n FROM document WHERE reference = ? AND terminal = ? AND type = ?"
          + " AND verdict = 'ACCEPTED'";

  private static final Duration UNSURE_AFTER_A_RESTORE = Duration.ofMinutes(5);

  private PostedCounts() {}

  /** A document of a count came back from head office, or from a terminal. */
  public static void take(Batch batch, Document document, long seq) throws SQLException {
    switch (document.type()) {
      case COUNT ->
          remember(
              batch,
              document,
              seq,
              Instant.parse(document.recordedAt()).plus(UNSURE_AFTER_A_RESTORE).toEpochMilli());
      case COUNT_RESTATEMENT -> Restatements.remember(batch, document, seq);
      case COUNT_MARK -> Marks.take(batch, document);
      case SALE,
          RETURN,
          WRITE_OFF,
          FINANCIAL_ADJUSTMENT,
          CUSTOMER,
          VOID,
          DAY_CLOSE,
          GOODS_RECEIPT,
          STOCK_MOVEMENT,
          TRANSFER_DISPATCH,
          TRANSFER_RECEIPT,
          TRANSFER_DIFFERENCE,
          CASE_SETTLEMENT,
          PROMISE,
          PROMISE_END -> {}
    }
  }

  /**
   * Where the store holds the same already: it may have made a restatement, or taken back what it
   * had booked of a sale, anew before head office gave the first one back. Of both tiers each books
   * one of them.
   */
  public static Optional<DocumentKey> heldAlready(Batch batch, Document document)
      throws SQLException {
    boolean isOfACount = document.count() != null && document.type() != DocumentType.COUNT_MARK;
    if (!isOfACount && !Route.isTakenBack(document)) {
      return Optional.empty();
    }
    Journal.of(batch).flush();
    PreparedStatement select = batch.prepare(SAME);
    select.setString(1, document.reference());
    select.setString(2, TerminalId.STORE_ITSELF.value());
    select.setString(3, document.type().toString());
    try (ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new DocumentKey(
                  document.store(), TerminalId.STORE_ITSELF, row.getInt(1), row.getLong(2)))
          : Optional.empty();
    }
  }

  static void remember(Batch batch, Document document, long seq, long unsureUntilMillis)
      throws SQLException {
    CountDetails count = document.count();
    if (count.cut() != null) {
      CutsInForce cuts = CutsInForce.of(batch); // as they were before this one
      head(batch, document, seq, unsureUntilMillis);
      batch.write(
          INSERT_PLACE,
          count.cut(),
          (insert, place) -> {
            insert.setString(1, count.id());
            insert.setString(2, place.terminal().value());
            insert.setInt(3, place.epoch());
            insert.setLong(4, place.n());
            insert.setBoolean(5, place.unmarked() != null);
          });
      for (CountDetails.Place place : count.cut()) {
        cuts.add(
            count.id(),
            place.terminal(),
            new Cut.Place(place.epoch(), place.n()),
            place.unmarked() != null,
            unsureUntilMillis);
      }
    }
    lines(batch, count);
    CountsAtTerminal.of(batch).flush(); // of what it remembers, this count is no part
  }

  private static void lines(Batch batch, CountDetails count) throws SQLException {
    batch.write(
        INSERT_LINE,
        count.lines(),
        (insert, line) -> {
          insert.setString(1, line.item());
          insert.setString(2, count.id());
          insert.setLong(3, line.countedThousandths());
          insert.setLong(4, line.varianceThousandths());
        });
  }

  private static void head(Batch batch, Document document, long seq, long unsureUntilMillis)
      throws SQLException {
    CountDetails count = document.count();
    PreparedStatement delete = batch.prepare(DELETE_CHOSEN);
    delete.setString(1, count.id());
    delete.executeUpdate();
    PreparedStatement update = batch.prepare(UPDATE);
    bind(update, document, seq, unsureUntilMillis);
    if (update.executeUpdate() == 0) {
      PreparedStatement insert = batch.prepare(INSERT);
      bind(insert, document, seq, unsureUntilMillis);
      insert.setString(7, count.kind().toString());
      insert.setString(8, count.location().toString());
      insert.setLong(9, batch.seqBefore());
      insert.setLong(10, Instant.parse(document.recordedAt()).toEpochMilli());
      insert.executeUpdate();
    }
  }

  private static void bind(
      PreparedStatement statement, Document document, long seq, long unsureUntilMillis)
      throws SQLException {
    statement.setLong(1, Instant.parse(document.recordedAt()).toEpochMilli());
    statement.setLong(2, seq);
    statement.setString(3, document.count().countedBy());
    statement.setString(4, document.count().approvedBy());
    statement.setLong(5, unsureUntilMillis);
    statement.setString(6, document.count().id());
  }
}
