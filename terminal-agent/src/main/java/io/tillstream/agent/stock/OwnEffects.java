package io.tillstream.agent.stock;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Location;
import io.tillstream.protocol.stock.Movement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What this terminal's own documents do to its stock, for those the store's figures do not hold yet
 * (I16). Complete for documents after {@link #from}; kept as pairs of numbers, because a terminal
 * that is cut off for a month has many. Thread-safe.
 */
public final class OwnEffects {

  /** The order of the database: by UTF-8 bytes. */
  static final Comparator<String> DATABASE_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private final TreeMap<String, Effects> byItem = new TreeMap<>(DATABASE_ORDER);
  private long from;
  private long last;

  /**
   * Nothing so far.
   *
   * @param from documents up to this n are in the store's figures, or before any of them
   */
  public OwnEffects(long from) {
    this.from = from;
    this.last = from;
  }

  /** Walks through the journal's documents after a place, in order. */
  @FunctionalInterface
  public interface Documents {

    /** Hands each to the visitor. */
    void eachAfter(long n, Consumer<Document> visitor);
  }

  /** Takes in a document that was recorded; in their order, each once or more. */
  public synchronized void add(Document document) {
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

  /**
   * Makes sure that the effects after this place are here, before figures become visible that hold
   * the documents up to it. Reads the journal only when the store has gone back.
   */
  public synchronized void completeFrom(long applied, Documents journal) {
    if (applied < from) {
      byItem.clear();
      from = applied;
      last = applied;
      journal.eachAfter(applied, this::add);
    }
  }

  /** Forgets what the visible figures hold. */
  public synchronized void forgetUpTo(long applied) {
    if (applied > from) {
      from = applied;
      last = Math.max(last, applied);
      byItem.values().removeIf(effects -> effects.forgetUpTo(applied));
    }
  }

  /**
   * The effect on one item, in thousandths.
   *
   * @param applied what the figure holds that this is added to
   * @return empty when newer figures have become visible since that one was read
   */
  public synchronized OptionalLong after(long applied, String item) {
    if (applied < from) {
      return OptionalLong.empty();
    }
    Effects effects = byItem.get(item);
    return OptionalLong.of(effects == null ? 0 : effects.after(applied));
  }

  /**
   * The effects on many items.
   *
   * @param applied what the figures hold that these are added to
   * @param afterItem only items after this code
   * @return by code, empty when newer figures have become visible since
   */
  public synchronized Optional<SortedMap<String, Long>> allAfter(long applied, String afterItem) {
    if (applied < from) {
      return Optional.empty();
    }
    SortedMap<String, Long> effects = new TreeMap<>(DATABASE_ORDER);
    byItem
        .tailMap(afterItem, false)
        .forEach((item, each) -> effects.put(item, each.after(applied)));
    return Optional.of(effects);
  }

  /** Documents after this n are in here. */
  public synchronized long from() {
    return from;
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
