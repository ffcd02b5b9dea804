package io.tillstream.headoffice.jobs;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.stores.Stores;
import io.tillstream.platform.database.Dialect;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Credential;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The register of replication jobs. Thread-safe. */
@Singleton
public class Jobs {

  /** What a job's credential permits. */
  public static final String ROLE = "job";

  // A job that asks once a second should not cost a write a second.
  private static final Duration NOTED_AGAIN_AFTER = Duration.ofMinutes(1);

  private final Database database;
  private final Clock clock;

  Jobs(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Registers a job, or gives a known one a new credential; the former ones are revoked.
   *
   * @return the credential, shown once and kept only as a hash
   */
  String register(JobName job) throws SQLException {
    String credential = Credential.generate();
    database.durably(
        connection -> {
          long now = clock.millis();
          if (!holdRow(connection, job)) {
            insert(connection, job, now);
          }
          revoke(connection, job, now);
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "INSERT INTO job_credential (credential_hash, job, issued_millis)"
                      + " VALUES (?, ?, ?)")) {
            statement.setBytes(1, Credential.hash(credential));
            statement.setString(2, job.value());
            statement.setLong(3, now);
            return statement.executeUpdate();
          }
        });
    return credential;
  }

  /**
   * Withdraws every credential of a job; the job stays in the register.
   *
   * @throws ProblemException {@code not-found}
   */
  void revoke(JobName job) throws SQLException {
    database.durably(
        connection -> {
          if (!holdRow(connection, job)) {
            throw ProblemException.of(ProblemCode.NOT_FOUND, "no job " + job + " is registered");
          }
          return revoke(connection, job, clock.millis());
        });
  }

  /** All jobs, by name. */
  List<RegisteredJob> all() throws SQLException {
    return database.reading(
        connection -> {
          List<RegisteredJob> jobs = new ArrayList<>();
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      "SELECT j.job, j.created_millis, j.feed_position, j.asked_millis,"
                          + " c.feed_position, (SELECT COUNT(*) FROM job_credential k"
                          + " WHERE k.job = j.job AND k.revoked_millis IS NULL)"
                          + " FROM job j INNER JOIN feed_clock c ON c.id = 1 ORDER BY j.job");
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              jobs.add(
                  new RegisteredJob(
                      new JobName(row.getString(1)),
                      Stores.instant(row, 2),
                      row.getInt(6) > 0,
                      row.getLong(3),
                      Math.max(0, row.getLong(5) - row.getLong(3)),
                      Stores.instant(row, 4)));
            }
          }
          return List.copyOf(jobs);
        });
  }

  /** Notes for people what a job has. */
  public void noteAsked(JobName job, long position) throws SQLException {
    database.reading(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE job SET feed_position = ?, asked_millis = ? WHERE job = ?"
                      + " AND (feed_position <> ? OR asked_millis IS NULL OR asked_millis < ?)")) {
            long now = clock.millis();
            update.setLong(1, position);
            update.setLong(2, now);
            update.setString(3, job.value());
            update.setLong(4, position);
            update.setLong(5, now - NOTED_AGAIN_AFTER.toMillis());
            return update.executeUpdate();
          }
        });
  }

  /** Whose credential this is; empty when it was never issued. */
  Optional<Holder> holderOf(byte[] credentialHash) throws SQLException {
    return database.reading(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT job, revoked_millis FROM job_credential WHERE credential_hash = ?")) {
            statement.setBytes(1, credentialHash);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new Holder(new JobName(row.getString(1)), row.getObject(2) != null))
                  : Optional.empty();
            }
          }
        });
  }

  /**
   * Who holds a credential.
   *
   * @param job whom it was issued to
   * @param isRevoked whether it was replaced or withdrawn since
   */
  record Holder(JobName job, boolean isRevoked) {}

  private static int revoke(Connection connection, JobName job, long now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE job_credential SET revoked_millis = ?"
                + " WHERE job = ? AND revoked_millis IS NULL")) {
      statement.setLong(1, now);
      statement.setString(2, job.value());
      return statement.executeUpdate();
    }
  }

  /** Holds a job's row until the transaction ends; false when it has none. */
  private static boolean holdRow(Connection connection, JobName job) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE job SET feed_position = job.feed_position WHERE job = ?")) {
      statement.setString(1, job.value());
      return statement.executeUpdate() == 1;
    }
  }

  /** Makes a job's row, or holds the one that somebody else has made just now. */
  private static void insert(Connection connection, JobName job, long now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO job (job, created_millis, feed_position) VALUES (?, ?, 0)")) {
      statement.setString(1, job.value());
      statement.setLong(2, now);
      statement.executeUpdate();
    } catch (SQLException e) {
      if (!Dialect.of(connection).isDuplicateKey(e) || !holdRow(connection, job)) {
        throw e;
      }
    }
  }
}
