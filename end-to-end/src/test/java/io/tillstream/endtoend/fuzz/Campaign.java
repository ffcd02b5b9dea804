package io.tillstream.endtoend.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Bad input from one kind of caller against one program, in batches; after each the books are
 * looked at.
 */
final class Campaign {

  private static final int BATCH = 250;

  /** Smaller where good requests may change rows, so that many a batch holds none of them. */
  private static final int BATCH_BESIDE_CHANGES = 25;

  private static final int FAULTS_SHOWN_MAX = 12;

  private final long seed;
  private final int port;
  private final List<Request> valid;
  private final List<String> credentials;
  private final Books books;
  private final Set<String> mayChange;
  private final List<String> faults = new ArrayList<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private int sent;

  /** The program's books. */
  @FunctionalInterface
  interface Books {
    /** As they are now. */
    Fingerprint look() throws IOException;
  }

  /**
   * Prepares.
   *
   * @param valid requests of this caller, each good as it is
   * @param credentials values of Authorization that belong to others
   * @param mayChange endpoints at which a request that stays good through its spoiling changes
   *     something by right
   */
  Campaign(
      long seed,
      int port,
      List<Request> valid,
      List<String> credentials,
      Books books,
      Set<String> mayChange) {
    this.seed = seed;
    this.port = port;
    this.valid = valid;
    this.credentials = credentials;
    this.books = books;
    this.mayChange = mayChange;
  }

  /** Sends so many. */
  Campaign send(int inputs) throws IOException {
    try (Wire wire = new Wire(port)) {
      Fingerprint before = books.look();
      while (sent < inputs && faults.size() < FAULTS_SHOWN_MAX) {
        boolean changes = false;
        int first = sent;
        int batch = mayChange.isEmpty() ? BATCH : BATCH_BESIDE_CHANGES;
        for (int i = 0; i < batch && sent < inputs; i++) {
          changes |= one(wire, sent++);
        }
        Fingerprint after = books.look();
        String changed = changes ? "" : before.differenceTo(after);
        if (!changed.isEmpty()) {
          faults.add("inputs %d to %d changed rows: %s".formatted(first, sent - 1, changed));
        }
        before = after;
      }
    }
    return this;
  }

  // Whether it may have changed something by right.
  private boolean one(Wire wire, int number) throws IOException {
    SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
    Mutant mutant = Mutate.of(valid.get(random.nextInt(valid.size())), credentials, random);
    Request request = mutant.request();
    Answer answer;
    try {
      answer =
          wire.exchange(request.bytes(port), mutant.legible(), request.method().equals("HEAD"));
      if (!mutant.legible()) {
        wire.close(); // what is left of it must not be taken for the next one
      }
    } catch (IOException e) {
      wire.close();
      fault(number, mutant, e.getMessage());
      return false;
    }
    answers.merge(answer.status(), 1, Integer::sum);
    Judge.fault(mutant, answer).ifPresent(what -> fault(number, mutant, what));
    return answer.status() < 300 && mayChange.stream().anyMatch(each -> concerns(each, request));
  }

  private static boolean concerns(String endpoint, Request request) {
    String path = request.target().split("\\?", -1)[0];
    return Endpoints.matches(endpoint, request.method() + " " + path)
        || endpoint.equals(request.endpoint());
  }

  private void fault(int number, Mutant mutant, String what) {
    faults.add(
        "input %d, %s, spoiled by %s: %s%n    %s"
            .formatted(
                number,
                mutant.request().endpoint(),
                mutant.how(),
                what.length() > 600 ? what.substring(0, 600) + "…" : what,
                Replay.of(mutant, port)));
  }

  /** What went wrong, each with what was sent. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** How many inputs had which status; 0 for those that are no HTTP and got no answer. */
  Map<Integer, Integer> answers() {
    return answers;
  }
}
