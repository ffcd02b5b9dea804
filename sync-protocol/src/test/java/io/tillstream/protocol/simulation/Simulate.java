package io.tillstream.protocol.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./tillstream simulate --seeds FROM-TO}: runs seeds on all processors and prints a verdict
 * for each invariant. Exit code 0 when all held, 1 when one broke, 2 for wrong arguments.
 */
public final class Simulate {

  private static final Pattern SEEDS = Pattern.compile("(\\d{1,12})(?:-(\\d{1,12}))?");
  private static final int SHRUNK_MAX = 1;
  private static final int SHRINK_RUNS_MAX = 600;
  private static final int FAILURES_MAX = 20;
  private static final int REPORTS = 20;

  private final PrintStream out;

  private Simulate(PrintStream out) {
    this.out = out;
  }

  /** Runs the command. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    System.exit(new Simulate(System.out).run(List.of(arguments)));
  }

  private int run(List<String> arguments) throws InterruptedException, ExecutionException {
    Matcher seeds =
        SEEDS.matcher(
            arguments.isEmpty()
                ? "1-300"
                : arguments.size() == 2 && arguments.getFirst().equals("--seeds")
                    ? arguments.getLast()
                    : "");
    if (!seeds.matches()) {
      System.err.println("tillstream simulate: wanted --seeds FROM-TO, such as --seeds 1-10000");
      return 2;
    }
    long from = Long.parseLong(seeds.group(1));
    long to = seeds.group(2) == null ? from : Long.parseLong(seeds.group(2));
    if (to < from) {
      System.err.println("tillstream simulate: the last seed comes before the first");
      return 2;
    }
    Verdicts verdicts = runAll(from, to);
    verdicts.print(out);
    verdicts.failures().forEach(this::printFailure);
    verdicts.failures().stream().limit(SHRUNK_MAX).forEach(this::printShortened);
    return verdicts.failures().isEmpty() ? 0 : 1;
  }

  private Verdicts runAll(long from, long to) throws InterruptedException, ExecutionException {
    int workers = Runtime.getRuntime().availableProcessors();
    Verdicts verdicts = new Verdicts();
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      ExecutorCompletionService<Simulation.Outcome> done = new ExecutorCompletionService<>(pool);
      long next = from;
      long total = to - from + 1;
      long every = Math.max(1, total / REPORTS);
      for (; next <= to && next < from + 2L * workers; next++) {
        submit(done, next);
      }
      for (long finished = 1; finished <= total; finished++) {
        verdicts.add(done.take().get());
        if (next <= to) {
          submit(done, next++);
        }
        if (finished % every == 0) {
          out.printf("%,d of %,d seeds, %d failed%n", finished, total, verdicts.failures().size());
        }
        if (verdicts.failures().size() >= FAILURES_MAX) {
          out.printf("Stopped after %d failures.%n", FAILURES_MAX);
          pool.shutdownNow();
          return verdicts;
        }
      }
    }
    return verdicts;
  }

  private static void submit(ExecutorCompletionService<Simulation.Outcome> done, long seed) {
    done.submit(() -> Simulation.of(seed));
  }

  private void printFailure(Simulation.Outcome outcome) {
    out.printf(
        "%nSeed %d: %s%n  replay: ./tillstream simulate --seeds %d-%d%n",
        outcome.seed(),
        outcome.broken().orElseThrow().getMessage(),
        outcome.seed(),
        outcome.seed());
  }

  private void printShortened(Simulation.Outcome outcome) {
    Simulation.Outcome shortest =
        new Shrinker(outcome.seed(), Set.of(), SHRINK_RUNS_MAX).shrink(outcome);
    out.printf(
        "%nSeed %d, shortened from %d happenings to %d that still break it:%n",
        outcome.seed(), outcome.history().size(), shortest.history().size());
    shortest.history().forEach(out::println);
    out.println(shortest.broken().orElseThrow().getMessage());
  }
}
