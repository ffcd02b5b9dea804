package io.tillstream.store.inbox;

import io.tillstream.store.H2Books;
import io.tillstream.store.writer.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A store on H2, its writer, and programs beside it that write by SQL. */
public final class AStoreWithOtherPrograms {

  private final H2Books books;

  public AStoreWithOtherPrograms(H2Books books) {
    this.books = books;
  }

  /** Looks for changes, so many rows to a portion. */
  public WatchInbox watch(int portionRows) {
    return watch(books.writer(), portionRows);
  }

  /** The store takes over what other programs have committed. */
  public void takeOver() throws SQLException {
    watch(100).round();
  }

  WatchInbox watch(Writer writer, int portionRows) {
    return new WatchInbox(books.database(), writer, new Looks(portionRows));
  }

  record Looks(int portionRows) implements InboxConfig {

    @Override
    public Duration poll() {
      return Duration.ofMillis(20);
    }

    @Override
    public OptionalInt port() {
      return OptionalInt.empty();
    }

    @Override
    public Duration lookAgain() {
      return Duration.ZERO;
    }
  }

  /** Another program, in the middle of a transaction. */
  AnotherProgram another() throws SQLException {
    return new AnotherProgram(books.database().getConnection());
  }

  /** Another program that does this and commits. */
  public void another(String... statements) throws SQLException {
    try (AnotherProgram program = another()) {
      for (String statement : statements) {
        program.does(statement);
      }
      program.commits();
    }
  }

  /** What a terminal holds that has fetched everything it is shown: image by table and key. */
  public Map<String, String> terminal() throws SQLException {
    return upTo(books.writer().shown().seq());
  }

  Map<String, String> upTo(long seq) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    for (String change :
        books.ask(
            "SELECT entity, row_key, op, payload FROM change_log WHERE seq <= "
                + seq
                + " ORDER BY seq")) {
      String[] parts = change.split(" ", 4);
      String name = parts[0] + " " + parts[1];
      if (parts[2].equals("put")) {
        rows.put(name, parts[3]);
      } else {
        rows.remove(name);
      }
    }
    return rows;
  }

  /** The names of the changed rows in the order of the log. */
  List<String> log() throws SQLException {
    return books.ask("SELECT op, entity, row_key FROM change_log ORDER BY seq");
  }

  List<String> heldBack() throws SQLException {
    return books.ask("SELECT entity, row_key, detail FROM inbox_problem ORDER BY entity, row_key");
  }

  /** One transaction of another program. */
  static final class AnotherProgram implements AutoCloseable {

    private final Connection connection;

    private AnotherProgram(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
    }

    int does(String sql) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        return statement.executeUpdate();
      }
    }

    void commits() throws SQLException {
      connection.commit();
    }

    void givesUp() throws SQLException {
      connection.rollback();
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.close();
    }
  }
}
