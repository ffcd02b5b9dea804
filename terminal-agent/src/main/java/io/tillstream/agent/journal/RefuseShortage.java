package io.tillstream.agent.journal;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.escrow.Shortage;
import io.tillstream.protocol.escrow.TillLeases;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import java.util.List;

/** A terminal sells no more of a scarce item than is leased to it, in reach of its store or not. */
final class RefuseShortage {

  private RefuseShortage() {}

  static void of(TillLeases leases, Document document) {
    List<Shortage> shortages = leases.shortages(document);
    if (!shortages.isEmpty()) {
      Shortage first = shortages.getFirst();
      throw new CannotRecord(
          ProblemCode.LEASE_EXCEEDED,
          "%s is scarce, and of it this terminal may sell %s now, not %s"
              .formatted(
                  first.item(),
                  new Quantity(Math.max(0, first.leftThousandths())),
                  new Quantity(first.wantedThousandths())),
          shortages);
    }
  }
}
