package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.tier.StoreDatabase;
import io.tillstream.endtoend.trade.Trade;
import java.io.PrintStream;
import java.util.Optional;

/** Says what is about to happen. */
final class Introduce {

  private Introduce() {}

  static void demo(
      PrintStream out, Trade trade, Scale scale, Extras extras, Optional<StoreDatabase> database) {
    out.println("Tillstream: three tiers, one outage");
    line(out, "Sales", trade.title());
    line(
        out,
        "",
        "%,d receipts, %,d items; %d %% are made while the link is cut"
            .formatted(trade.receipts().size(), trade.items().size(), scale.outagePercent()));
    line(
        out,
        "Programs",
        "head office, %s, %s: each a process with its own database"
            .formatted(
                several(scale.stores(), "store server"), several(scale.tills(), "terminal agent")));
    line(out, "Store database", database.map(StoreDatabase::toString).orElse("H2, embedded"));
    line(out, "To head office", extras.kafka() ? "by way of a Kafka broker" : "over HTTP");
    line(out, "Java flags", "agents   " + Packaged.TERMINAL_AGENT.memory());
    line(out, "", "servers  " + Packaged.STORE_SERVER.memory());
    out.println();
  }

  private static void line(PrintStream out, String name, String value) {
    out.println("  %-20s %s".formatted(name, value));
  }

  private static String several(int count, String what) {
    return count == 1 ? "one " + what : count + " " + what + "s";
  }
}
