package io.tillstream.headoffice.equality;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.equality.StockRow;
import io.tillstream.protocol.equality.StockSums;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.HeldBooks;
import io.tillstream.protocol.wire.HeldStock;
import io.tillstream.protocol.wire.HeldStreams;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a store's books as of one moment. An envelope may be applied meanwhile: only one statement
 * sees a watermark and the stock that belongs to it, on either database. Thread-safe.
 */
@Singleton
class ReadBooks {

  private static final int STREAM = 1;
  private static final int STOCK = 2;

  private static final String STOCK_ROWS =
      " UNION ALL SELECT 2, item, 0, quantity_thousandths, NULL, location FROM stock"
          + " WHERE store = ?";
  private static final String BOOKS =
      with("''")
          + " UNION ALL SELECT 1, terminal, epoch, n, hash, '' FROM document_stream"
          + " WHERE store = ?"
          + STOCK_ROWS;
  private static final String BUCKETS = with("''") + STOCK_ROWS;

  private final Database database;

  ReadBooks(Database database) {
    this.database = database;
  }

  private static String with(String location) {
    return Standing.SELECT.replace(" FROM ", ", " + location + " AS location FROM ");
  }

  HeldBooks inShort(int version, StoreId store) throws SQLException {
    return database.reading(
        connection -> {
          Standing standing = Standing.NOTHING;
          List<HeldStreams.HeldStream> streams = new ArrayList<>();
          StockSums stock = new StockSums();
          try (PreparedStatement select = ask(connection, BOOKS, store, 3);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              switch (row.getInt(1)) {
                case STREAM -> streams.add(stream(row));
                case STOCK -> stock.add(stock(row));
                default -> standing = standing.or(row);
              }
            }
          }
          return new HeldBooks(
              version,
              standing.incarnation(),
              standing.lives(),
              standing.seq(),
              streams,
              stock.sums().toBytes());
        });
  }

  HeldStock stock(int version, StoreId store, BitSet buckets) throws SQLException {
    return database.reading(
        connection -> {
          Standing standing = Standing.NOTHING;
          List<StockRow> rows = new ArrayList<>();
          try (PreparedStatement select = ask(connection, BUCKETS, store, 2);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              if (row.getInt(1) == STOCK) {
                StockRow at = stock(row);
                if (buckets.get(StockSums.bucketOf(at.item()))) {
                  rows.add(at);
                }
              } else {
                standing = standing.or(row);
              }
            }
          }
          rows.sort(Comparator.comparing(StockRow::item).thenComparing(StockRow::location));
          String cutAfter =
              rows.size() <= HeldStock.ROWS_MAX ? null : rows.get(HeldStock.ROWS_MAX - 1).item();
          return new HeldStock(
              version,
              standing.incarnation(),
              standing.seq(),
              rows.stream()
                  .filter(each -> cutAfter == null || each.item().compareTo(cutAfter) <= 0)
                  .toList(),
              cutAfter);
        });
  }

  private static PreparedStatement ask(
      Connection connection, String sql, StoreId store, int parameters) throws SQLException {
    PreparedStatement select = connection.prepareStatement(sql);
    for (int i = 1; i <= parameters; i++) {
      select.setString(i, store.value());
    }
    return select;
  }

  private static HeldStreams.HeldStream stream(ResultSet row) throws SQLException {
    return new HeldStreams.HeldStream(
        new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4), Hash.of(row.getBytes(5)));
  }

  private static StockRow stock(ResultSet row) throws SQLException {
    return new StockRow(row.getString(2), row.getString(6), row.getLong(4));
  }
}
