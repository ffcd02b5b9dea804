package io.tillstream.store.document;

import java.util.Collections;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The store's decisions on lines whose maker did not know the item, as text: {@code
 * {"0":true,"3":false}}, the same that travels to head office.
 */
public final class Resolved {

  /** No line was undecided. */
  public static final SortedMap<Integer, Boolean> NONE =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  /** The same as text, where a text has to be. */
  static final String NOTHING = "{}";

  private Resolved() {}

  /** As it is kept; null when no line was undecided. */
  static String toText(SortedMap<Integer, Boolean> resolved) {
    if (resolved.isEmpty()) {
      return null;
    }
    StringJoiner json = new StringJoiner(",", "{", "}");
    resolved.forEach((line, moves) -> json.add("\"" + line + "\":" + moves));
    return json.toString();
  }

  /** Back from what {@link #toText} made. */
  public static SortedMap<Integer, Boolean> parse(String text) {
    if (text == null || text.equals(NOTHING)) {
      return NONE;
    }
    SortedMap<Integer, Boolean> resolved = new TreeMap<>();
    for (String pair : text.substring(1, text.length() - 1).split(",", -1)) {
      int colon = pair.indexOf(':');
      resolved.put(
          Integer.parseInt(pair.substring(1, colon - 1)),
          Boolean.parseBoolean(pair.substring(colon + 1)));
    }
    return resolved;
  }
}
