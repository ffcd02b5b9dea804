package io.tillstream.endtoend.bench;

import java.util.Arrays;

/** Numbers of one kind, and where they lie. Not thread-safe. */
final class Samples {

  private long[] values = new long[64];
  private int count;

  void add(long value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = value;
  }

  void addAll(Samples others) {
    for (int i = 0; i < others.count; i++) {
      add(others.values[i]);
    }
  }

  int count() {
    return count;
  }

  long median() {
    return at(50);
  }

  /** The value that so many percent of them do not exceed. */
  long at(int percent) {
    if (count == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[Math.min(count - 1, count * percent / 100)];
  }
}
