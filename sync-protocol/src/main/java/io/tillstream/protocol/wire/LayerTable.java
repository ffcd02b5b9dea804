package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.RowName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a layer of head office says of rows of one table, columnar. The first column is the key.
 *
 * @param table its name
 * @param columns the names of the columns, once for all rows
 * @param rows the newest image of each row
 * @param withheld keys of rows that are not to be there, whatever the layers below say
 * @param removed keys of rows of which the layer says nothing any more
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayerTable(
    String table,
    List<String> columns,
    List<List<Object>> rows,
    List<String> withheld,
    List<String> removed) {

  /** Missing lists are empty ones. */
  public LayerTable {
    columns = columns == null ? List.of() : columns;
    rows = rows == null ? List.of() : rows;
    withheld = withheld == null ? List.of() : withheld;
    removed = removed == null ? List.of() : removed;
  }

  /** Puts its rows where they belong; those that are not of their table's form are named. */
  void readInto(Map<RowName, Optional<Entry>> said, Set<RowName> unreadable) {
    Optional<LayeredTable> known = LayeredTable.of(table);
    for (List<Object> row : rows) {
      if (row.isEmpty()) {
        continue;
      }
      List<Object> values = known.map(each -> ofForm(each, row)).orElse(row);
      Entry.Present image = new Entry.Present(values);
      RowName name = new RowName(table, String.valueOf(image.values().getFirst()));
      if (known.flatMap(each -> each.fault(image.values())).isPresent()) {
        unreadable.add(name);
      } else {
        said.put(name, Optional.of(image));
      }
    }
    withheld.forEach(key -> said.put(new RowName(table, key), Optional.of(new Entry.Withheld())));
    removed.forEach(key -> said.put(new RowName(table, key), Optional.empty()));
  }

  /** The columns that this program knows, in its order; null where the page has none. */
  private List<Object> ofForm(LayeredTable known, List<Object> row) {
    List<Object> values = new ArrayList<>();
    for (String column : known.columns()) {
      int at = columns.indexOf(column);
      values.add(at >= 0 && at < row.size() ? row.get(at) : null);
    }
    return values;
  }
}
