package io.tillstream.protocol.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one layer says of a row. A layer that says nothing has no entry: the one below speaks. */
public sealed interface Entry {

  /**
   * The row is like this.
   *
   * @param values of its columns, the key first: texts, whole numbers, truths or null
   */
  record Present(List<Object> values) implements Entry {

    /** Whole numbers become {@link Long}, so that equal rows are equal however they were read. */
    public Present {
      List<Object> plain = new ArrayList<>(values.size());
      for (Object value : values) {
        plain.add(value instanceof Number number ? Long.valueOf(number.longValue()) : value);
      }
      values = Collections.unmodifiableList(plain);
    }
  }

  /** There is no such row, whatever the layers below say: the item is blocked here. */
  record Withheld() implements Entry {}
}
