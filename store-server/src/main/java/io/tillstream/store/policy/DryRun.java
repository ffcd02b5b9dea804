package io.tillstream.store.policy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.policy.AtHand;
import io.tillstream.protocol.policy.Decision;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.protocol.policy.Tally;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.conflict.CasesAtHand;
import io.tillstream.store.shop.Shop;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a policy would do about the cases that are open, and would have done about those of
 * late: decided by the same code that decides when it is switched on. Changes nothing. Thread-safe.
 */
@Singleton
public class DryRun {

  /** How far back it may look. */
  public static final int DAYS_MAX = 366;

  private static final int CASES_MAX = 5_000;

  private final Policies policies;
  private final CasesAtHand cases;
  private final Shop shop;
  private final Clock clock;

  DryRun(Policies policies, CasesAtHand cases, Shop shop, Clock clock) {
    this.policies = policies;
    this.cases = cases;
    this.shop = shop;
    this.clock = clock;
  }

  /**
   * Tries a policy.
   *
   * @param version which version; null for the newest
   * @param days how many days back closed cases are looked at; open ones are looked at all
   * @throws ProblemException when there is no such version, or there are too many cases
   */
  public ShownDryRun of(String name, Integer version, int days) throws SQLException {
    Policy policy =
        policies.version(name, version).orElseThrow(() -> KeepPolicies.unknown(name, version));
    Trial trial = new Trial(policy, clock.instant());
    for (CasesAtHand.Found each : cases.open("", CASES_MAX)) {
      trial.open(each);
    }
    Instant since = clock.instant().minus(Duration.ofDays(days));
    for (CasesAtHand.Found each : cases.closed(since, CASES_MAX)) {
      trial.closed(each);
    }
    if (trial.seen >= CASES_MAX) {
      throw ProblemException.of(
              ProblemCode.INVALID_PARAMETER,
              "these are %d cases and more; ask for fewer days".formatted(CASES_MAX))
          .field("days", "has too many cases");
    }
    return trial.result(days);
  }

  /** One dry run. */
  private final class Trial {

    private final Policy policy;
    private final Instant now;
    private final Map<ShownDryRun.When, Tally> tallies = new EnumMap<>(ShownDryRun.When.class);
    private final List<ShownDryRun.Tried> tried = new ArrayList<>();
    private int left;
    private int unknown;
    private int seen;

    Trial(Policy policy, Instant now) {
      this.policy = policy;
      this.now = now;
      for (ShownDryRun.When when : ShownDryRun.When.values()) {
        tallies.put(when, new Tally(shop.currency()));
      }
    }

    void open(CasesAtHand.Found found) {
      decide(found, Instant.MAX);
    }

    /** A case that was closed before it was old enough is left as it was. */
    void closed(CasesAtHand.Found found) {
      decide(found, found.closedAt());
    }

    private void decide(CasesAtHand.Found found, Instant end) {
      seen++;
      if (found.atHand().isEmpty()) {
        unknown++;
        return;
      }
      AtHand at = found.atHand().get();
      Instant due = policy.rule().dueAt(at);
      Optional<Decision> decision = Decision.onceOldEnough(at, policy);
      if (decision.isEmpty() || due.isAfter(end)) {
        left++;
        return;
      }
      ShownDryRun.When when =
          found.closedAt() != null
              ? ShownDryRun.When.PAST
              : due.isAfter(now) ? ShownDryRun.When.LATER : ShownDryRun.When.NOW;
      tallies.get(when).add(at, decision.get().settlement());
      tried.add(
          ShownDryRun.Tried.of(
              found,
              at,
              decision.get().settlement(),
              when,
              when == ShownDryRun.When.NOW ? now : due));
    }

    ShownDryRun result(int days) throws SQLException {
      return new ShownDryRun(
          policy.name(),
          policy.version(),
          policy.rule().says(shop.currency()),
          days,
          policy.contradicted(policies.inForce()).stream().map(Policy::toString).toList(),
          ShownDryRun.Total.of(tallies.get(ShownDryRun.When.NOW)),
          ShownDryRun.Total.of(tallies.get(ShownDryRun.When.LATER)),
          ShownDryRun.Total.of(tallies.get(ShownDryRun.When.PAST)),
          left,
          unknown,
          tried);
    }
  }
}
