package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        BringTrouble trouble = new BringTrouble(programs, shops, progress);
        WatchPair pair = watch(shops)) {
      DrawTroubles draw = new DrawTroubles(seed, stores, shops.chain().terminals().size());
      shops.sell(seed, BETWEEN_RECEIPTS);
      long started = System.nanoTime();
      while (System.nanoTime() - started < time.toNanos()) {
        LockSupport.parkNanos(draw.pause().toNanos());
        trouble.bring(draw.next());
        shops.chain().requireAlive();
      }
      trouble.putImageBack();
      trouble.endHealing();
      shops.heal();
      long healed = System.nanoTime();
      trouble.enrolWhoIsUnknownWhenAllHaveCalled(Instant.now());
      Findings findings = shops.settle(healed);
      Looked together = pair.end();
      progress.accept("Waiting until the stores have looked through their change logs");
      Looked logs = Logs.await(shops.chain());
      progress.accept("Clearing away at the terminals while head office is out of reach");
      Looked cleared = new ClearInTime(shops.chain(), trouble.probes()).look();
      return new Tally(
          seed,
          stores,
          terminals,
          Duration.ofNanos(healed - started),
          findings.record().count(),
          shops.repeats(),
          trouble.counts(),
          new JudgeFindings(
                  findings, together, logs, cleared, trouble.counts(), trouble.notRefused())
              .verdicts());
    }
  }

  private static WatchPair watch(Shops shops) {
    return new WatchPair(
        shops.chain().terminals(), shops.pair().getFirst().code(), shops.pair().getLast().code());
  }
}
