package io.tillstream.store.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts received documents by verdict. Thread-safe. */
@Singleton
@Startup // a counter that stands at nothing is a statement, too
class IntakeMeters {

  private final Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);

  IntakeMeters(MeterRegistry registry) {
    for (Verdict verdict : Verdict.values()) {
      counters.put(
          verdict,
          Counter.builder("tillstream.intake.documents")
              .description("Documents received from terminals")
              .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  void count(List<DocumentVerdict> verdicts) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (DocumentVerdict verdict : verdicts) {
      counts.merge(verdict.verdict(), 1, Integer::sum);
    }
    counts.forEach((verdict, count) -> counters.get(verdict).increment(count));
  }
}
