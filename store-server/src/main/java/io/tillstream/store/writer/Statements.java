package io.tillstream.store.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The writer's prepared statements, and what features remember beside them, kept as long as its
 * connection. The writer's thread only.
 */
final class Statements implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Map<Class<?>, Object> memories = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }

  <M> M memory(Class<M> type, Supplier<M> begin) {
    return type.cast(memories.computeIfAbsent(type, t -> begin.get()));
  }

  /** Forgets them all: after a failure some may still hold rows of the lost batch. */
  @Override
  public void close() throws SQLException {
    memories.clear();
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }
}
