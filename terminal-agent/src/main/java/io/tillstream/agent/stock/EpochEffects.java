package io.tillstream.agent.stock;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Movement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the documents of one epoch do to stock. Complete for documents after {@link #from}; kept as
 * pairs of numbers, because a terminal that is cut off for a month has many. Guarded by its owner.
 */
final class EpochEffects {

  private final TreeMap<String, Effects> byItem = new TreeMap<>(OwnEffects.DATABASE_ORDER);
  private long from;
  private long last;

  EpochEffects(long from) {
    this.from = from;
    last = from;
  }

  /** Documents after this n are in here. */
  long from() {
    return from;
  }

  void add(Document document) {
    if (document.n() <= last) {
      return; // I16: already taken in when the journal was read
    }
    last = document.n();
    for (Movement movement : movements(document)) {
      long effect = movement.effectAt(Location.SHOP_FLOOR).thousandths();
      if (effect != 0) {
        byItem.computeIfAbsent(movement.item(), item -> new Effects()).add(document.n(), effect);
      }
    }
  }

  /** One of them does nothing more: it was made anew. */
  void remove(long n) {
    byItem.values().forEach(effects -> effects.remove(n));
  }

  /** Begins again after an earlier place; what follows is added by the caller. */
  void startAgainAfter(long applied) {
    byItem.clear();
    from = applied;
    last = applied;
  }

  void forgetUpTo(long applied) {
    if (applied > from) {
      from = applied;
      last = Math.max(last, applied);
      byItem.values().removeIf(effects -> effects.forgetUpTo(applied));
    }
  }

  long after(long applied, String item) {
    Effects effects = byItem.get(item);
    return effects == null ? 0 : effects.after(applied);
  }

  void addAllAfter(long applied, String afterItem, SortedMap<String, Long> sums) {
    byItem
        .tailMap(afterItem, false)
        .forEach((item, each) -> sums.merge(item, each.after(applied), Long::sum));
  }

  private static List<Movement> movements(Document document) {
    // What the terminal did not know may or may not move; only the store decides.
    return switch (Booking.of(document, item -> Optional.of(false))) {
      case Booking.Booked booked -> booked.movements();
      case Booking.Waiting waiting ->
          throw new IllegalStateException(document.key() + " waits for " + waiting.item());
    };
  }

  /** Pairs of (n, effect), n rising. */
  private static final class Effects {
    private long[] pairs = new long[4];
    private int length;

    void add(long n, long effect) {
      if (length > 0 && pairs[length - 2] == n) {
        pairs[length - 1] += effect;
        return;
      }
      if (length == pairs.length) {
        pairs = Arrays.copyOf(pairs, length * 2);
      }
      pairs[length++] = n;
      pairs[length++] = effect;
    }

    void remove(long n) {
      for (int i = length - 2; i >= 0 && pairs[i] >= n; i -= 2) {
        if (pairs[i] == n) {
          pairs[i + 1] = 0;
        }
      }
    }

    long after(long applied) {
      long sum = 0;
      for (int i = length - 2; i >= 0 && pairs[i] > applied; i -= 2) {
        sum += pairs[i + 1];
      }
      return sum;
    }

    /** Whether nothing is left. */
    boolean forgetUpTo(long applied) {
      int first = 0;
      while (first < length && pairs[first] <= applied) {
        first += 2;
      }
      pairs = Arrays.copyOfRange(pairs, first, Math.max(length, first + 4));
      length -= first;
      return length == 0;
    }
  }
}
