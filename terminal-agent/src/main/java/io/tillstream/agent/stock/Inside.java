package io.tillstream.agent.stock;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of this terminal's documents are inside the store's figures, by epoch: those up to an n. Of
 * an epoch that it does not name nothing is known.
 *
 * @param upTo by epoch, the last n that is inside
 */
public record Inside(SortedMap<Integer, Long> upTo) {

  /** Copies what it is given. */
  public Inside {
    upTo = new TreeMap<>(upTo);
  }

  /** Nothing is inside, and of closed epochs nothing is known: there are no figures. */
  public static Inside nothing(int present) {
    return new Inside(new TreeMap<>(Map.of(present, 0L)));
  }

  /**
   * As the replica has it.
   *
   * @param present the epoch in which documents are made now
   * @param applied what the cursor says of it, for a replica that names no epochs
   * @param rows by epoch
   */
  public static Inside of(int present, long applied, Map<Integer, Long> rows) {
    TreeMap<Integer, Long> upTo = new TreeMap<>(rows);
    upTo.putIfAbsent(present, applied);
    return new Inside(upTo);
  }

  /** The same, of rows in the form {@code epoch:n,epoch:n}, or null for none. */
  static Inside of(int present, long applied, String rows) {
    Map<Integer, Long> upTo = new HashMap<>();
    if (rows != null) {
      for (String row : rows.split(",", -1)) {
        int colon = row.indexOf(':');
        upTo.put(
            Integer.parseInt(row.substring(0, colon)), Long.parseLong(row.substring(colon + 1)));
      }
    }
    return of(present, applied, upTo);
  }
}
