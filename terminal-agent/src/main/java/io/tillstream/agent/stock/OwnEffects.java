package io.tillstream.agent.stock;

import io.tillstream.agent.journal.Epochs;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Replaced;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this terminal's own documents do to its stock, for those the store's figures do not hold yet
 * (I16): of the present epoch, and of closed ones that are still to be brought home. Thread-safe.
 */
public final class OwnEffects {

  /** The order of the database: by UTF-8 bytes. */
  static final Comparator<String> DATABASE_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private final int present;
  private final Epochs journal;
  private final TreeMap<Integer, EpochEffects> epochs = new TreeMap<>();

  /**
   * Reads what the figures lack.
   *
   * @param present the epoch in which documents are made now
   * @param delivered by closed epoch, what the store confirmed: where it is not known what its
   *     figures hold, they hold that
   * @param inside what the figures hold
   */
  public OwnEffects(int present, Map<Integer, Long> delivered, Inside inside, Epochs journal) {
    this.present = present;
    this.journal = journal;
    delivered.forEach((epoch, n) -> begin(epoch, inside.upTo().getOrDefault(epoch, n)));
    begin(present, inside.upTo().getOrDefault(present, 0L));
  }

  private void begin(int epoch, long from) {
    EpochEffects effects = new EpochEffects(from);
    journal.eachAfter(epoch, from, effects::add);
    epochs.put(epoch, effects);
  }

  /** Takes in a document that was recorded; in their order, each once or more. */
  public synchronized void add(Document document) {
    if (document.epoch() == present) {
      epochs.get(present).add(document);
      forgetFormer(document.replaces());
    }
  }

  /** What is counted under its new name is counted no more under the former one. */
  private void forgetFormer(Replaced former) {
    if (former != null
        && epochs.containsKey(former.epoch())
        && journal.isMadeAnew(former.epoch(), former.n())) {
      epochs.get(former.epoch()).remove(former.n());
    }
  }

  /**
   * Makes sure that the effects after these places are here, before figures become visible that
   * hold the documents up to them. Reads the journal only when the store has gone back.
   */
  public synchronized void completeFrom(Inside inside) {
    inside
        .upTo()
        .forEach(
            (epoch, applied) -> {
              EpochEffects effects = epochs.get(epoch);
              if (effects != null && applied < effects.from()) {
                effects.startAgainAfter(applied);
                journal.eachAfter(epoch, applied, effects::add);
              }
            });
  }

  /** Forgets what the visible figures hold. */
  public synchronized void forgetUpTo(Inside inside) {
    inside
        .upTo()
        .forEach(
            (epoch, applied) -> {
              if (epochs.containsKey(epoch)) {
                epochs.get(epoch).forgetUpTo(applied);
              }
            });
  }

  /**
   * The effect on one item, in thousandths.
   *
   * @param inside what the figure holds that this is added to
   * @return empty when newer figures have become visible since that one was read
   */
  public synchronized OptionalLong after(Inside inside, String item) {
    if (isOlder(inside)) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (Map.Entry<Integer, EpochEffects> each : epochs.entrySet()) {
      sum += each.getValue().after(applied(inside, each), item);
    }
    return OptionalLong.of(sum);
  }

  /**
   * The effects on many items.
   *
   * @param inside what the figures hold that these are added to
   * @param afterItem only items after this code
   * @return by code, empty when newer figures have become visible since
   */
  public synchronized Optional<SortedMap<String, Long>> allAfter(Inside inside, String afterItem) {
    if (isOlder(inside)) {
      return Optional.empty();
    }
    SortedMap<String, Long> effects = new TreeMap<>(DATABASE_ORDER);
    for (Map.Entry<Integer, EpochEffects> each : epochs.entrySet()) {
      each.getValue().addAllAfter(applied(inside, each), afterItem, effects);
    }
    return Optional.of(effects);
  }

  private boolean isOlder(Inside inside) {
    return epochs.entrySet().stream()
        .anyMatch(each -> applied(inside, each) < each.getValue().from());
  }

  private static long applied(Inside inside, Map.Entry<Integer, EpochEffects> epoch) {
    return inside.upTo().getOrDefault(epoch.getKey(), epoch.getValue().from());
  }
}
