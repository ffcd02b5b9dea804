package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import java.util.List;

/**
 * What a terminal found to differ when it compared itself with the store, before it mended it.
 *
 * @param protocol the agent's protocol version
 * @param incarnation of the change log
 * @param seq the checkpoint at which rows were compared
 * @param ageMillis how long ago
 * @param rows the first that differ; empty when none do, or when the terminal has told them
 * @param more whether there are more than are told, or may be
 * @param documents the first that differ of the terminal's epoch; empty when none do, null when
 *     they could not be compared
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Findings(
    int protocol,
    String incarnation,
    long seq,
    long ageMillis,
    List<Row> rows,
    boolean more,
    List<Document> documents) {

  /** Most rows that are told. */
  public static final int ROWS_MAX = 20;

  /** Most documents that are told. */
  public static final int DOCUMENTS_MAX = 20;

  /** Longest value that is told whole. */
  public static final int TEXT_LENGTH_MAX = 120;

  /** Missing rows are none. */
  public Findings {
    rows = rows == null ? List.of() : rows;
  }

  /**
   * A value of which the two hold another.
   *
   * @param table of the change feed
   * @param key of the row, such as an item
   * @param column of the table
   * @param terminal its value; absent when it has no such row, or nothing there
   * @param store the store's; absent likewise
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(String table, String key, String column, String terminal, String store) {}

  /**
   * A document of which the two hold another, or that one of them lacks.
   *
   * @param n its place in the terminal's epoch
   * @param number what is printed on it; absent when the terminal does not know
   * @param terminal its chain hash there; absent when it is missing there
   * @param store the same in the store
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Document(long n, String number, Hash terminal, Hash store) {}
}
