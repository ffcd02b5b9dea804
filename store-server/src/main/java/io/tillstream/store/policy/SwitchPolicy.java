package io.tillstream.store.policy;

import io.tillstream.protocol.policy.Policy;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Switches a version of a policy on, instead of another version of it, or off. What is so already
 * stays. Decided where everything that changes the books is decided, so that of two people who
 * switch on policies that contradict each other one is refused.
 *
 * @param name of the policy
 * @param version which
 * @param isOn whether cases are to be settled by it
 * @param by who says so
 */
record SwitchPolicy(String name, int version, boolean isOn, String by)
    implements Command<SwitchPolicy.Answer> {

  private static final String ON =
      "SELECT version FROM case_policy_on WHERE name = ? AND incarnation = ?";
  private static final String DELETE = "DELETE FROM case_policy_on WHERE name = ?";
  private static final String INSERT =
      "INSERT INTO case_policy_on (name, version, incarnation) VALUES (?, ?, ?)";
  private static final String LAST = "SELECT MAX(n) FROM case_policy_switch WHERE name = ?";
  private static final String NOTE =
      "INSERT INTO case_policy_switch (name, n, version, is_on, at_millis, switched_by)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  /** What became of it. */
  sealed interface Answer {

    /** It is as asked for, now or before. */
    record Switched() implements Answer {}

    /** There is no such version. */
    record Unknown() implements Answer {}

    /**
     * Others that are switched on settle some cases differently; nothing was changed.
     *
     * @param policy that was to be switched on
     * @param others in the order of their names
     */
    record Contradicts(Policy policy, List<Policy> others) implements Answer {}
  }

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    Optional<Policy> policy = policy(batch);
    if (policy.isEmpty()) {
      return new Answer.Unknown();
    }
    int before = versionInForce(batch, name);
    if (isOn ? before == version : before != version) {
      return new Answer.Switched();
    }
    if (isOn) {
      List<Policy> others = policy.get().contradicted(inForce(batch));
      if (!others.isEmpty()) {
        return new Answer.Contradicts(policy.get(), others);
      }
    }
    PreparedStatement delete = batch.prepare(DELETE);
    delete.setString(1, name);
    delete.executeUpdate();
    if (isOn) {
      PreparedStatement insert = batch.prepare(INSERT);
      insert.setString(1, name);
      insert.setInt(2, version);
      insert.setString(3, batch.incarnation());
      insert.executeUpdate();
    }
    note(batch);
    return new Answer.Switched();
  }

  /** The version by which cases are settled; 0 when none is. */
  static int versionInForce(Batch batch, String name) throws SQLException {
    PreparedStatement select = batch.prepare(ON);
    select.setString(1, name);
    select.setString(2, batch.incarnation());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private Optional<Policy> policy(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(PolicyRows.ONE);
    select.setString(1, name);
    select.setInt(2, version);
    try (ResultSet row = select.executeQuery()) {
      return PolicyRows.all(row).stream().findFirst();
    }
  }

  private static List<Policy> inForce(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(PolicyRows.IN_FORCE);
    select.setString(1, batch.incarnation());
    try (ResultSet row = select.executeQuery()) {
      return PolicyRows.all(row);
    }
  }

  private void note(Batch batch) throws SQLException {
    PreparedStatement last = batch.prepare(LAST);
    last.setString(1, name);
    int n;
    try (ResultSet row = last.executeQuery()) {
      row.next();
      n = row.getInt(1) + 1;
    }
    PreparedStatement note = batch.prepare(NOTE);
    note.setString(1, name);
    note.setInt(2, n);
    note.setInt(3, version);
    note.setBoolean(4, isOn);
    note.setLong(5, batch.atMillis());
    note.setString(6, by);
    note.executeUpdate();
  }
}
