package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.policy.Decision;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Settles cases as policies decide, in the way in which a person's decision is booked, and keeps
 * which settlements those were. The writer's thread only.
 */
public final class SettleByPolicy {

  private static final int REASON_LENGTH_MAX = 200;
  private static final String INSERT =
      "INSERT INTO case_policy_settled (name, version, settlement_seq) VALUES (?, ?, ?)";

  private SettleByPolicy() {}

  /**
   * Settles a case, unless it is not as the policy saw it: then nothing was changed, and the policy
   * may look again.
   *
   * @param seen the case as the policy saw it
   * @return whether the policy has settled it
   */
  public static boolean settle(
      Batch batch, Shop shop, CasesAtHand.Found seen, Decision decision, LocalDate businessDate)
      throws SQLException {
    Policy policy = decision.policy();
    String says = policy.rule().says(shop.currency());
    Conflict conflict = seen.atHand().orElseThrow().conflict();
    SettleAnswer answer =
        new SettleCase(
                shop,
                CaseNumber.of(seen.number()).orElseThrow(),
                policy.rule().choice(),
                says.substring(0, Math.min(REASON_LENGTH_MAX, says.length())),
                policy.toString(),
                conflict.causes().size(),
                conflict.missing(),
                businessDate,
                null,
                null,
                policy)
            .applyTo(batch);
    return answer instanceof SettleAnswer.Settled;
  }

  /** Keeps that a policy has chosen a settlement. */
  static void note(Batch batch, String name, int version, long settlementSeq) throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, name);
    insert.setInt(2, version);
    insert.setLong(3, settlementSeq);
    insert.executeUpdate();
  }
}
