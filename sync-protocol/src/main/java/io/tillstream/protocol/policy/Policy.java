package io.tillstream.protocol.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A rule under a name. What it says never changes: another rule under the name is another version.
 *
 * @param name of the policy
 * @param version 1, 2, 3 …
 * @param rule what it says
 */
public record Policy(String name, int version, Rule rule) {

  /** What may be a name: short enough to stand in a sentence. */
  public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /** The others that settle some case differently; in the order of their names. */
  public List<Policy> contradicted(Collection<Policy> inForce) {
    return inForce.stream()
        .filter(each -> !each.name.equals(name) && each.rule.contradicts(rule))
        .sorted(Comparator.comparing(Policy::name))
        .toList();
  }

  /** {@code policy small-ones, version 2}. */
  @Override
  public String toString() {
    return "policy %s, version %d".formatted(name, version);
  }
}
