package io.tillstream.store.policy;

import io.tillstream.protocol.policy.Policy;
import io.tillstream.protocol.policy.Rule;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes the next version of a policy, as a draft. The rule that its newest version has already is
 * not written again, so that asking twice makes one version.
 *
 * @param name of the policy
 * @param rule what it is to say
 * @param by who says so
 */
record MakeVersion(String name, Rule rule, String by) implements Command<MakeVersion.Answer> {

  static final int POLICIES_MAX = 100;
  static final int VERSIONS_MAX = 1_000;

  private static final String NEWEST =
      "SELECT "
          + PolicyRows.COLUMNS
          + " FROM case_policy p WHERE p.name = ?"
          + " AND p.version = (SELECT MAX(q.version) FROM case_policy q WHERE q.name = ?)";
  private static final String COUNTS =
      "SELECT (SELECT COUNT(DISTINCT p.name) FROM case_policy p),"
          + " (SELECT MAX(p.version) FROM case_policy p WHERE p.name = ?),"
          + " (SELECT MAX(s.version) FROM case_policy_settled s WHERE s.name = ?),"
          + " (SELECT COUNT(*) FROM case_policy p WHERE p.name = ?)";

  /** What became of it. */
  sealed interface Answer {

    /**
     * It is there.
     *
     * @param isNew whether it was not before
     */
    record Made(int version, boolean isNew) implements Answer {}

    /** There is no room for another one; nothing was changed. */
    record TooMany(String what) implements Answer {}
  }

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    PreparedStatement newest = batch.prepare(NEWEST);
    newest.setString(1, name);
    newest.setString(2, name);
    try (ResultSet row = newest.executeQuery()) {
      for (Policy each : PolicyRows.all(row)) {
        if (each.rule().equals(rule)) {
          return new Answer.Made(each.version(), false);
        }
      }
    }
    PreparedStatement counts = batch.prepare(COUNTS);
    for (int i = 1; i <= 3; i++) {
      counts.setString(i, name);
    }
    int last;
    try (ResultSet row = counts.executeQuery()) {
      row.next();
      // A settlement from before a restore may name a version that the backup does not have.
      last = Math.max(row.getInt(2), row.getInt(3));
      if (row.getInt(4) == 0 && row.getInt(1) >= POLICIES_MAX) {
        return new Answer.TooMany(POLICIES_MAX + " policies");
      }
      if (row.getInt(4) >= VERSIONS_MAX) {
        return new Answer.TooMany(VERSIONS_MAX + " versions of this policy");
      }
    }
    PolicyRows.insert(batch, new Policy(name, last + 1, rule), by);
    return new Answer.Made(last + 1, true);
  }
}
