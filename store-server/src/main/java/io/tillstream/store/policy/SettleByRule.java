package io.tillstream.store.policy;

import io.tillstream.protocol.policy.Decision;
import io.tillstream.store.conflict.CasesAtHand;
import io.tillstream.store.conflict.SettleByPolicy;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Settles a case as a policy has decided, if the policy is still switched on and the case still is
 * what the policy saw: a person may have been faster with either. Answers whether it did.
 *
 * @param seen the case as the policy saw it
 * @param decision what is to be done
 * @param businessDate the day it counts for
 */
record SettleByRule(Shop shop, CasesAtHand.Found seen, Decision decision, LocalDate businessDate)
    implements Command<Boolean> {

  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    int inForce = SwitchPolicy.versionInForce(batch, decision.policy().name());
    return inForce == decision.policy().version()
        && SettleByPolicy.settle(batch, shop, seen, decision, businessDate);
  }
}
