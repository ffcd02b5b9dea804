package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been handed over and not been confirmed, an envelope to a step: so that a confirmation
 * need not be looked up in the books. Only the last so many; what is forgotten is looked up. Used
 * by the uplink's thread alone.
 */
final class OnTheWay {

  private static final int STEPS_MAX = 1_000;

  private final Deque<Step> steps = new ArrayDeque<>();

  /**
   * One or more envelopes in a row.
   *
   * @param facts how many are inside
   * @param reached the last n that is inside, of each stream that has any inside
   */
  record Step(Watermark from, Watermark to, long facts, Map<DocumentStream, Long> reached) {

    Step and(Step next) {
      Map<DocumentStream, Long> both = new HashMap<>(reached);
      next.reached.forEach((stream, n) -> both.merge(stream, n, Math::max));
      return new Step(from, next.to, facts + next.facts, both);
    }
  }

  void add(Envelope envelope) {
    Watermark from = envelope.facts().from();
    if (!steps.isEmpty() && !steps.getLast().to().equals(from)) {
      steps.clear(); // sent again from elsewhere
    }
    if (steps.size() == STEPS_MAX) {
      steps.removeFirst();
    }
    steps.addLast(
        new Step(
            from, envelope.facts().to(), envelope.facts().records().size(), envelope.reached()));
  }

  void forget() {
    steps.clear();
  }

  /** All that lies between two confirmations; empty when it is not known exactly. */
  Optional<Step> arrived(Watermark before, Watermark now) {
    Optional<Step> sum = Optional.empty();
    boolean isWhole = !steps.isEmpty() && steps.getFirst().from().equals(before);
    while (!steps.isEmpty() && steps.getFirst().to().position() <= now.position()) {
      Step step = steps.removeFirst();
      sum = Optional.of(sum.map(earlier -> earlier.and(step)).orElse(step));
    }
    return isWhole ? sum.filter(all -> all.to().equals(now)) : Optional.empty();
  }

  /** The store's own watermark nearest to a position, at or before it. */
  Watermark nearest(long position, Watermark other) {
    Watermark nearest = other;
    for (Step step : steps) {
      nearest = nearer(position, nearest, step.from());
      nearest = nearer(position, nearest, step.to());
    }
    return nearest;
  }

  static Watermark nearer(long position, Watermark one, Watermark other) {
    boolean isBetter =
        other.position() <= position
            && (one.position() > position || other.position() > one.position());
    return isBetter ? other : one;
  }
}
