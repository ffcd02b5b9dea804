package io.tillstream.endtoend.demo;

import io.tillstream.endtoend.speed.DrainSpeed;
import io.tillstream.endtoend.speed.MemoryUse;
import io.tillstream.endtoend.speed.SaleSpeed;
import io.tillstream.endtoend.speed.Speed;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;

/** Prints measurements beside their targets. */
final class PrintSpeed {

  private final PrintStream out;

  PrintSpeed(PrintStream out) {
    this.out = out;
  }

  void print(Outcome outcome) {
    out.println("Speed on " + Runtime.getRuntime().availableProcessors() + " cores");
    if (outcome.speed() != null) {
      measured(outcome.speed());
    }
    memory(outcome.memory());
    out.println();
  }

  private void measured(Speed speed) {
    SaleSpeed sale = speed.sale();
    row(
        "A sale of 3 lines",
        "%s× plain JDBC".formatted(BigDecimal.valueOf(sale.ratioPercent(), 2)),
        "at most " + SaleSpeed.TARGET + "×",
        sale.meetsTarget());
    note(
        "median of %,d: %s through the local API, committed; %s for the same rows in plain JDBC;"
            .formatted(sale.sales(), micros(sale.throughAgent()), micros(sale.plainJdbc())));
    note("interleaved, warm, link cut; the client is one kept-alive plain socket");
    DrainSpeed drain = speed.drain();
    row(
        "Drain, %d terminals".formatted(drain.terminals()),
        "%,d documents/s".formatted(drain.rate()),
        "at least %,d".formatted(DrainSpeed.TARGET),
        drain.meetsTarget());
    note(
        "%,d documents of 3 lines in %s; %,d/s the first time, store server just started"
            .formatted(
                drain.documents(),
                PrintOutcome.seconds(drain.took()).strip(),
                speed.firstDrain().rate()));
  }

  private void memory(MemoryUse memory) {
    if (memory.agentKib() == 0) {
      row("Memory", "not told by this system", "", true);
      return;
    }
    memory("Memory of an agent", memory.agentKib(), MemoryUse.AGENT_TARGET_MIB);
    memory("Memory of the store", memory.storeKib(), MemoryUse.STORE_TARGET_MIB);
  }

  private void memory(String what, long kib, long targetMib) {
    row(
        what,
        "%,d MB resident".formatted(kib / 1024),
        "at most %,d".formatted(targetMib),
        kib <= targetMib * 1024);
  }

  private void row(String what, String value, String target, boolean met) {
    out.println(
        "  %-20s %-24s %s"
            .formatted(
                what,
                value,
                target.isEmpty() ? "" : "target: " + target + (met ? "" : "   NOT MET"))
            .stripTrailing());
  }

  private void note(String text) {
    out.println("  %-20s %s".formatted("", text));
  }

  private static String micros(Duration time) {
    return "%,d µs".formatted(time.toNanos() / 1000);
  }
}
