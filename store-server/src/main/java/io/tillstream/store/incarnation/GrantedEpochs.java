package io.tillstream.store.incarnation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * The highest epoch that any terminal was granted. A database that has gone back has forgotten the
 * latest; what was printed in them must not be printed again (I10). Thread-safe.
 */
final class GrantedEpochs {

  /**
   * So many are left out when nobody remembers; no terminal is enrolled as often between backups.
   */
  static final int LEFT_OUT = 100;

  private static final String HIGHEST = "SELECT MAX(epoch) FROM terminal";
  private static final String SPENT = "SELECT MAX(granted_epochs) FROM incarnation";

  private final DataSource database;
  private final AtomicInteger highest = new AtomicInteger();

  GrantedEpochs(DataSource database) {
    this.database = database;
  }

  /** Reads what the books know. */
  void open() throws SQLException {
    highest.set(Math.max(number(HIGHEST), spent()));
  }

  /** The highest that the books know to be granted or spent. */
  int highest() {
    return highest.get();
  }

  /** One was granted, and is durable. */
  void granted(int epoch) {
    highest.accumulateAndGet(epoch, Math::max);
  }

  /** Up to which none may be granted, because it may have been in a life that is forgotten. */
  int spent() throws SQLException {
    return number(SPENT);
  }

  /** What is spent when a life begins now. */
  int spentAsOf(Optional<BooksWitness> seen) {
    int known = seen.map(BooksWitness::epochs).orElse(0);
    return known == 0 ? highest() + LEFT_OUT : Math.max(known, highest());
  }

  private int number(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }
}
