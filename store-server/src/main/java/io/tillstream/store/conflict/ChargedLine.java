package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Charged;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.store.layers.PriceSteps;
import io.tillstream.store.writer.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line on which something else was charged than the store's own.
 *
 * @param line its place on the document
 * @param of price or tax
 * @param key the item, or the tax code
 * @param charged as the line says
 * @param due what the store's own was then
 * @param since when that came to be
 */
record ChargedLine(
    int line,
    PriceSteps.Of of,
    String key,
    long quantityThousandths,
    long charged,
    long due,
    Instant since) {

  private static final String INSERT =
      "INSERT INTO case_price (case_id, document_seq, line, entity, row_key,"
          + " quantity_thousandths, charged, due, since_millis, heard_at_millis)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String SELECT =
      "SELECT d.terminal, d.epoch, d.n, p.entity, p.row_key, p.quantity_thousandths, p.charged,"
          + " p.due, p.since_millis, p.heard_at_millis FROM case_price p"
          + " INNER JOIN document d ON d.seq = p.document_seq WHERE p.case_id = ?"
          + " ORDER BY p.document_seq, p.line, p.entity";

  static ChargedLine priced(int at, Line line, PriceSteps.Step step) {
    return new ChargedLine(
        at,
        PriceSteps.Of.PRICE,
        line.item(),
        line.quantityThousandths(),
        line.unitPriceTenThousandths(),
        step.became(),
        step.at());
  }

  static ChargedLine taxed(int at, Line line, PriceSteps.Step step) {
    return new ChargedLine(
        at,
        PriceSteps.Of.TAX,
        line.taxCode(),
        line.quantityThousandths(),
        line.taxRateBasisPoints(),
        step.became(),
        step.at());
  }

  /** Notes it. The writer's thread only. */
  void note(Batch batch, long caseId, long documentSeq, Long heardAtMillis) throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setLong(1, caseId);
    insert.setLong(2, documentSeq);
    insert.setInt(3, line);
    insert.setString(4, of.toString());
    insert.setString(5, key);
    insert.setLong(6, quantityThousandths);
    insert.setLong(7, charged);
    insert.setLong(8, due);
    insert.setLong(9, since.toEpochMilli());
    insert.setObject(10, heardAtMillis, Types.BIGINT);
    insert.executeUpdate();
  }

  /** Those of the documents of a case, in their order. */
  static List<Charged> of(Connection connection, StoreId store, CaseNumber number)
      throws SQLException {
    List<Charged> lines = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, number.id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long heardAt = row.getLong(10);
          Optional<Instant> heard =
              row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(heardAt));
          lines.add(
              new Charged(
                  new DocumentKey(
                      store, new TerminalId(row.getString(1)), row.getInt(2), row.getLong(3)),
                  row.getString(4).equals(PriceSteps.Of.TAX.toString()),
                  row.getString(5),
                  new Quantity(row.getLong(6)),
                  row.getLong(7),
                  row.getLong(8),
                  Instant.ofEpochMilli(row.getLong(9)),
                  heard));
        }
      }
    }
    return lines;
  }
}
