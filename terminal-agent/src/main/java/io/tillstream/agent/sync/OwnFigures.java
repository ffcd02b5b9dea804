package io.tillstream.agent.sync;

import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.stock.Inside;
import io.tillstream.agent.stock.OwnEffects;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.replica.Replica;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps this terminal's own effects in step with the figures that the till sees: each of its
 * documents is in the one or in the other (I16). Not thread-safe; behind the lock of who pulls.
 */
public final class OwnFigures {

  private final DocumentStream stream;
  private final Replica replica;
  private final Epochs epochs;
  private final Set<Integer> closed;
  private final OwnEffects effects;
  private Inside inside;

  /** Reads what the replica lacks of the journal. */
  public OwnFigures(DocumentStream stream, Replica replica, Epochs epochs) {
    this.stream = stream;
    this.replica = replica;
    this.epochs = epochs;
    Map<Integer, Long> delivered = epochs.closedDelivered();
    closed = Set.copyOf(delivered.keySet());
    inside = shown();
    effects = new OwnEffects(stream.epoch(), delivered, inside, epochs);
  }

  /** What the figures lack. */
  public OwnEffects effects() {
    return effects;
  }

  private Inside shown() {
    return Inside.of(
        stream.epoch(),
        replica.checkpoint().map(Replica.Checkpoint::applied).orElse(0L),
        replica.ownInside());
  }

  /** Whether the figures as of this page hold the same documents as those that are shown. */
  boolean areAsOf(ChangePage page) {
    return inside.equals(inside(page));
  }

  /** Shows what was staged, as of this page. */
  void show(ChangePage page, Instant now) {
    Inside next = inside(page);
    // The effects come before the figures that lack them, and go after those that hold them.
    effects.completeFrom(next);
    Map<DocumentStream, Long> own = new HashMap<>();
    next.upTo()
        .forEach(
            (epoch, n) -> own.put(new DocumentStream(stream.store(), stream.terminal(), epoch), n));
    replica.stageOwnInside(own);
    replica.commitAt(page, now);
    effects.forgetUpTo(next);
    inside = next;
  }

  /**
   * Lets another replica take this one's place.
   *
   * @param next what is inside the other one's figures
   * @param take takes the place
   */
  void exchange(Map<Integer, Long> next, Runnable take) {
    effects.completeFrom(new Inside(new TreeMap<>(next)));
    take.run();
    resume();
    effects.forgetUpTo(inside);
  }

  /** Lets an empty replica take its place. */
  void startEmpty(Runnable take) {
    effects.completeFrom(Inside.nothing(stream.epoch()));
    take.run();
    resume();
  }

  /** Goes on from what is shown. */
  void resume() {
    inside = shown();
  }

  private Inside inside(ChangePage page) {
    Map<Integer, Long> upTo = new HashMap<>();
    if (page.closed() == null) { // a store of an earlier version speaks of the present epoch alone
      upTo.putAll(inside.upTo());
    } else {
      closed.forEach(epoch -> upTo.put(epoch, 0L));
      page.closed().stream()
          .filter(each -> closed.contains(each.epoch()))
          // Where the histories have parted, what the store holds at a place is not what is here.
          .forEach(
              each ->
                  upTo.put(each.epoch(), Math.min(each.applied(), epochs.sharedEnd(each.epoch()))));
    }
    upTo.put(stream.epoch(), page.applied());
    return new Inside(new TreeMap<>(upTo));
  }

  /** Notes how far documents of closed epochs have come. */
  void note(ChangePage page) {
    for (ChangePage.Closed each : Optional.ofNullable(page.closed()).orElse(List.of())) {
      if (closed.contains(each.epoch())) {
        epochs.deliveries(each.epoch()).reachedHeadOffice(each.headOffice());
      }
    }
  }
}
