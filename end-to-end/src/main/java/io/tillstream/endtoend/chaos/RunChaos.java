package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A trial from start to verdict. */
final class RunChaos {

  private static final Duration BETWEEN_RECEIPTS = Duration.ofMillis(60);

  private final Programs programs;
  private final Path data;
  private final Consumer<String> progress;

  RunChaos(Programs programs, Path data, Consumer<String> progress) {
    this.programs = programs;
    this.data = data;
    this.progress = progress;
  }

  /** Runs; troubles come for as long as is asked. */
  Tally run(long seed, int stores, int terminals, Duration time)
      throws IOException, InterruptedException {
    try (Shops shops = Shops.open(programs, data, stores, terminals, progress);
        BringTrouble trouble = new BringTrouble(programs, shops, progress)) {
      DrawTroubles draw = new DrawTroubles(seed, stores, shops.chain().terminals().size());
      shops.sell(seed, BETWEEN_RECEIPTS);
      long started = System.nanoTime();
      while (System.nanoTime() - started < time.toNanos()) {
        LockSupport.parkNanos(draw.pause().toNanos());
        trouble.bring(draw.next());
        shops.chain().requireAlive();
      }
      trouble.endHealing();
      shops.heal();
      shops.synchroniseAll();
      trouble.enrolWhoIsUnknown();
      Duration lasted = Duration.ofNanos(System.nanoTime() - started);
      Findings findings = shops.settle();
      return new Tally(
          seed,
          stores,
          terminals,
          lasted,
          findings.record().count(),
          shops.repeats(),
          trouble.counts(),
          new JudgeFindings(findings, trouble.counts(), trouble.notRefused()).verdicts());
    }
  }
}
