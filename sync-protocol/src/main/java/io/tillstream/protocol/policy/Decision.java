package io.tillstream.protocol.policy;

import io.tillstream.protocol.conflict.Settlement;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a policy does about a case.
 *
 * @param policy which
 * @param settlement what is done
 */
public record Decision(Policy policy, Settlement settlement) {

  /**
   * What is to be done about a case now; empty when it is left to a person. Where several policies
   * say the same, it is done in the name of the first.
   *
   * @param inForce none of which contradicts another
   */
  public static Optional<Decision> on(AtHand at, Collection<Policy> inForce, Instant now) {
    return inForce.stream()
        .sorted(Comparator.comparing(Policy::name))
        .filter(policy -> policy.rule().matches(at, now))
        .flatMap(policy -> of(policy, at).stream())
        .findFirst();
  }

  /** What a policy would do about a case, however long it is open; empty when nothing. */
  public static Optional<Decision> onceOldEnough(AtHand at, Policy policy) {
    return policy.rule().matchesOnceOldEnough(at) ? of(policy, at) : Optional.empty();
  }

  private static Optional<Decision> of(Policy policy, AtHand at) {
    return Settlement.of(policy.rule().choice(), at.conflict())
        .map(settlement -> new Decision(policy, settlement));
  }
}
