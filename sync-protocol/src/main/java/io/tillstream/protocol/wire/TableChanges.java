package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The changed rows of one reference table, columnar. The first column is the key.
 *
 * @param table its name
 * @param columns the names of the columns, once for all rows
 * @param rows the newest image of each changed row
 * @param removed keys of rows that are gone
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TableChanges(
    String table, List<String> columns, List<List<Object>> rows, List<String> removed) {

  /** Missing lists are empty ones. */
  public TableChanges {
    columns = columns == null ? List.of() : columns;
    rows = rows == null ? List.of() : rows;
    removed = removed == null ? List.of() : removed;
  }
}
