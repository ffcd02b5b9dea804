package io.tillstream.store.incarnation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The epochs that terminals were granted. A database that has gone back has forgotten the latest;
 * what was printed in them must not be printed again (I10). Thread-safe.
 */
final class GrantedEpochs {

  /**
   * So many are left out when nobody remembers; no terminal is enrolled as often between backups.
   */
  static final int LEFT_OUT = 100;

  private static final String GRANTED = "SELECT MAX(epoch), SUM(epoch) FROM terminal";
  private static final String SPENT = "SELECT MAX(granted_epochs) FROM incarnation";

  private final DataSource database;
  private volatile Granted known = new Granted(0, 0);

  GrantedEpochs(DataSource database) {
    this.database = database;
  }

  /**
   * What the books know.
   *
   * @param highest that is granted or spent
   * @param sum of all terminals' epochs: each grant raises it, whether it is the highest or not
   */
  record Granted(int highest, int sum) {}

  /** Reads the books, after a start or a grant. */
  synchronized void read() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(GRANTED);
        ResultSet row = select.executeQuery()) {
      row.next();
      known = new Granted(Math.max(row.getInt(1), spent()), row.getInt(2));
    }
  }

  /** A life has begun in which none up to here may be granted. */
  synchronized void spend(int upTo) {
    known = new Granted(Math.max(known.highest(), upTo), known.sum());
  }

  /** As it was read last. */
  Granted known() {
    return known;
  }

  /** Up to which none may be granted, because it may have been in a life that is forgotten. */
  int spent() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SPENT);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /** What is spent when a life begins now. */
  int spentAsOf(Optional<BooksWitness> seen) {
    int epochs = seen.map(BooksWitness::epochs).orElse(0);
    return epochs == 0 ? known.highest() + LEFT_OUT : Math.max(epochs, known.highest());
  }
}
