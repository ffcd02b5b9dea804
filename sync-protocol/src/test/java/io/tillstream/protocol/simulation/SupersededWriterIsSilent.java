package io.tillstream.protocol.simulation;

import java.util.HashMap;
import java.util.Map;

/** I17: a store process commits nothing after a later one has. */
final class SupersededWriterIsSilent extends Invariant {

  private final Map<String, Integer> terms = new HashMap<>();
  private final Map<Store, Integer> latest = new HashMap<>();
  private int commits;

  SupersededWriterIsSilent() {
    super("I17", "a superseded writer commits nothing");
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    for (; commits < chronicle.commits.size(); commits++) {
      Chronicle.Commit commit = chronicle.commits.get(commits);
      int next = terms.size();
      int term = terms.computeIfAbsent(commit.program() + "/" + commit.life(), life -> next);
      require(
          term >= latest.getOrDefault(commit.store(), 0),
          () -> commit.program() + " commits although it is superseded");
      latest.put(commit.store(), term);
    }
  }
}
