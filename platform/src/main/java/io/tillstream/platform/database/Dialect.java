package io.tillstream.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** All that the two databases do differently; everything else is the same SQL. Stateless. */
public enum Dialect {
  /** The embedded default, in MSSQLServer mode. */
  H2 {
    @Override
    public void makeDurable(Connection connection) throws SQLException {
      // H2 writes at commit but never syncs; without this a power cut takes acknowledged documents
      // (I1).
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }

    @Override
    String flag(String name, boolean set) {
      return "SET @" + name + " = " + (set ? "1" : "NULL");
    }

    @Override
    boolean isDuplicateKeyNumber(int number) {
      return number == H2_DUPLICATE_KEY;
    }

    @Override
    String exactCollation() {
      return ""; // H2 compares exactly unless told otherwise.
    }

    @Override
    String folder() {
      return "h2";
    }
  },

  /** Microsoft SQL Server, full durability: a commit that returned is on disk. */
  SQL_SERVER {
    @Override
    public void makeDurable(Connection connection) {
      // The commit has done it.
    }

    @Override
    String flag(String name, boolean set) {
      return "EXEC sp_set_session_context @key = N'" + name + "', @value = " + (set ? "1" : "NULL");
    }

    @Override
    boolean isDuplicateKeyNumber(int number) {
      return SQL_SERVER_DUPLICATE_KEY.contains(number);
    }

    @Override
    String exactCollation() {
      return " COLLATE Latin1_General_100_BIN2";
    }

    @Override
    String folder() {
      return "sqlserver";
    }
  };

  private static final int H2_DUPLICATE_KEY = 23505;
  private static final Set<Integer> SQL_SERVER_DUPLICATE_KEY = Set.of(2601, 2627);
  // Out of range, no value, a constraint, too long: not all of them have the SQLSTATE of their
  // class.
  private static final Set<Integer> SQL_SERVER_OF_THE_VALUES =
      Set.of(220, 515, 547, 2601, 2627, 2628, 8115, 8152);
  private static final String DUPLICATE_KEY_SQL_STATE = "23505";

  /** The dialect of the database behind a connection. */
  public static Dialect of(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2") ? H2 : SQL_SERVER;
  }

  /** Returns when everything committed so far survives a power cut. */
  public abstract void makeDurable(Connection connection) throws SQLException;

  /** Whether a key was there already; decided by number or SQLSTATE, never by the text. */
  public boolean isDuplicateKey(SQLException e) {
    return isDuplicateKeyNumber(e.getErrorCode())
        || DUPLICATE_KEY_SQL_STATE.equals(e.getSQLState());
  }

  /**
   * Whether the values themselves are what a database does not take (out of range, too long,
   * against a constraint): it would take them no better at another time. Decided by number or
   * SQLSTATE.
   */
  public static boolean isOfTheValues(SQLException e) {
    String state = e.getSQLState();
    return SQL_SERVER_OF_THE_VALUES.contains(e.getErrorCode())
        || (state != null && (state.startsWith("22") || state.startsWith("23")));
  }

  /**
   * Raises or lowers a flag that triggers of the same session can see.
   *
   * @param name letters and underscores
   */
  public void flagSession(Connection connection, String name, boolean set) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(flag(name, set));
    }
  }

  abstract String flag(String name, boolean set);

  abstract boolean isDuplicateKeyNumber(int number);

  abstract String exactCollation();

  abstract String folder();
}
