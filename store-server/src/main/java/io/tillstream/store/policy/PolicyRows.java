package io.tillstream.store.policy;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.protocol.policy.Range;
import io.tillstream.protocol.policy.Rule;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How a version of a policy stands in the database. */
final class PolicyRows {

  /** What {@link #policy} reads, in this order. */
  static final String COLUMNS =
      "p.name, p.version, p.kind, p.item_groups, p.quantity_more_than, p.quantity_at_most,"
          + " p.value_more_than, p.value_at_most, p.age_millis, p.choice";

  /** Of one version. */
  static final String ONE =
      "SELECT " + COLUMNS + " FROM case_policy p WHERE p.name = ? AND p.version = ?";

  /** Those that are switched on in a life of the change log. */
  static final String IN_FORCE =
      "SELECT "
          + COLUMNS
          + " FROM case_policy p INNER JOIN case_policy_on o ON o.name = p.name"
          + " AND o.version = p.version WHERE o.incarnation = ? ORDER BY p.name";

  private static final String INSERT =
      "INSERT INTO case_policy (name, version, kind, item_groups, quantity_more_than,"
          + " quantity_at_most, value_more_than, value_at_most, age_millis, choice, made_at_millis,"
          + " made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String BETWEEN_GROUPS = "\n"; // no group holds it: it cannot be printed

  private PolicyRows() {}

  /** The policy on which the results stand; empty when it is of a later version of the program. */
  static Optional<Policy> policy(ResultSet row) throws SQLException {
    Optional<CaseKind> kind = CaseKind.find(row.getString(3));
    Optional<Choice> choice = Choice.find(row.getString(10));
    if (kind.isEmpty() || choice.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> groups = new TreeSet<>(List.of(row.getString(4).split(BETWEEN_GROUPS, -1)));
    groups.remove("");
    return Optional.of(
        new Policy(
            row.getString(1),
            row.getInt(2),
            new Rule(
                kind.get(),
                groups,
                new Range(number(row, 5), number(row, 6)),
                new Range(number(row, 7), number(row, 8)),
                Duration.ofMillis(row.getLong(9)),
                choice.get())));
  }

  /** The policies of a result, which is read to its end. */
  static List<Policy> all(ResultSet rows) throws SQLException {
    List<Policy> all = new ArrayList<>();
    while (rows.next()) {
      policy(rows).ifPresent(all::add);
    }
    return all;
  }

  /** Writes a version that was not there. */
  static void insert(Batch batch, Policy policy, String by) throws SQLException {
    Rule rule = policy.rule();
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, policy.name());
    insert.setInt(2, policy.version());
    insert.setString(3, rule.kind().toString());
    insert.setString(4, String.join(BETWEEN_GROUPS, rule.groups()));
    insert.setObject(5, rule.quantity().moreThan(), Types.BIGINT);
    insert.setObject(6, rule.quantity().atMost(), Types.BIGINT);
    insert.setObject(7, rule.value().moreThan(), Types.BIGINT);
    insert.setObject(8, rule.value().atMost(), Types.BIGINT);
    insert.setLong(9, rule.age().toMillis());
    insert.setString(10, rule.choice().toString());
    insert.setLong(11, batch.atMillis());
    insert.setString(12, by);
    insert.executeUpdate();
  }

  private static Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}
