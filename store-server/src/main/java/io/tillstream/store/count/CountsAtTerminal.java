package io.tillstream.store.count;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.stock.StockCount;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The posted counts as far as one late document has to do with them; read once for all late
 * documents of a batch. The writer's thread only.
 */
final class CountsAtTerminal implements BatchPart {

  private static final String SELECT =
      "SELECT c.count_id, c.kind, c.location, u.epoch, u.n FROM count_cut u"
          + " INNER JOIN stock_count c ON c.count_id = u.count_id"
          + " WHERE u.terminal = ? ORDER BY c.document_seq";
  private static final String SELECT_ITEMS =
      "SELECT l.item, l.count_id FROM count_line l"
          + " INNER JOIN stock_count c ON c.count_id = l.count_id"
          + " WHERE c.document_seq IS NOT NULL AND l.counted_thousandths IS NOT NULL"
          + " AND l.item IN "
          + Batch.KEYS;

  private final Batch batch;
  private final Map<TerminalId, List<Posted>> counts = new HashMap<>();
  private final Map<String, Set<String>> countsOfItem = new HashMap<>();

  private record Posted(String id, boolean isFull, Location location, Cut cut) {}

  private CountsAtTerminal(Batch batch) {
    this.batch = batch;
  }

  static CountsAtTerminal of(Batch batch) {
    return batch.part(CountsAtTerminal.class, CountsAtTerminal::new);
  }

  /** In the order of posting, each with what it says of the items that are moved. */
  List<StockCount> of(DocumentKey document, List<Movement> movements) throws SQLException {
    Set<String> items = movements.stream().map(Movement::item).collect(Collectors.toSet());
    readItems(items);
    List<StockCount> of = new ArrayList<>();
    for (Posted count : posted(document.terminal())) {
      Map<String, Quantity> counted = new HashMap<>();
      for (String item : items) {
        if (countsOfItem.get(item).contains(count.id())) {
          counted.put(item, Quantity.ZERO); // how much was found does not matter any more
        }
      }
      if (count.isFull() || !counted.isEmpty()) {
        of.add(new StockCount(count.id(), count.location(), count.isFull(), count.cut(), counted));
      }
    }
    return of;
  }

  @Override
  public void flush() {
    counts.clear();
    countsOfItem.clear();
  }

  private void readItems(Set<String> items) throws SQLException {
    List<String> unknown = new ArrayList<>();
    for (String item : items) {
      if (!countsOfItem.containsKey(item)) {
        countsOfItem.put(item, new HashSet<>());
        unknown.add(item);
      }
    }
    batch.select(
        SELECT_ITEMS, unknown, row -> countsOfItem.get(row.getString(1)).add(row.getString(2)));
  }

  private List<Posted> posted(TerminalId terminal) throws SQLException {
    List<Posted> known = counts.get(terminal);
    if (known != null) {
      return known;
    }
    List<Posted> read = new ArrayList<>();
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, terminal.value());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Cut.Place place = new Cut.Place(row.getInt(4), row.getLong(5));
        read.add(
            new Posted(
                row.getString(1),
                row.getString(2).equals("full"),
                Location.of(row.getString(3)),
                new Cut(Map.of(terminal, place))));
      }
    }
    counts.put(terminal, read);
    return read;
  }
}
