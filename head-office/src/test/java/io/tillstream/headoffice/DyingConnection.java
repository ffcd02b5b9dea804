package io.tillstream.headoffice;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A connection whose program is killed at a given one of its statements and commits: nothing that
 * it calls from then on happens, and what it had not committed is gone.
 */
final class DyingConnection implements AutoCloseable {

  private static final Set<String> STEPS =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit");

  private final Connection real;
  private final int dieAt;
  private final boolean before;
  private final Callable<?> meanwhile;
  private int steps;
  private boolean dead;

  /** Dies before or after the step of this number, from 1. */
  DyingConnection(String url, int dieAt, boolean before) throws SQLException {
    this(url, dieAt, before, () -> null);
  }

  /** Lives, but something else happens before its first change. */
  DyingConnection(String url, Callable<?> meanwhile) throws SQLException {
    this(url, Integer.MAX_VALUE, false, meanwhile);
  }

  private DyingConnection(String url, int dieAt, boolean before, Callable<?> meanwhile)
      throws SQLException {
    this(DriverManager.getConnection(url), dieAt, before, meanwhile);
  }

  /** The same of a connection that is there already. */
  DyingConnection(Connection real, int dieAt, boolean before, Callable<?> meanwhile) {
    this.real = real;
    this.dieAt = dieAt;
    this.before = before;
    this.meanwhile = meanwhile;
  }

  /** It is not there any more. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  Connection connection() {
    return (Connection) proxy(real, Connection.class);
  }

  private Object proxy(Object of, Class<?> type) {
    InvocationHandler handler = (proxy, method, arguments) -> call(of, method, arguments);
    return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler);
  }

  private Object call(Object of, Method method, Object[] arguments) throws Throwable {
    boolean isStep = STEPS.contains(method.getName());
    steps += isStep ? 1 : 0;
    dead |= isStep && steps == dieAt && before;
    if (dead) {
      throw new Killed();
    }
    if (of == real && method.getName().equals("close")) {
      return null; // For whoever killed it.
    }
    if (method.getName().equals("executeBatch")) {
      meanwhile.call();
    }
    Object result;
    try {
      result = method.invoke(of, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    dead |= isStep && steps == dieAt;
    if (dead) {
      throw new Killed();
    }
    return switch (result) {
      case PreparedStatement statement -> proxy(statement, PreparedStatement.class);
      case Statement statement -> proxy(statement, Statement.class);
      case null, default -> result;
    };
  }

  /** What the database does when it loses its client. */
  @Override
  public void close() throws SQLException {
    if (!real.getAutoCommit()) {
      real.rollback();
    }
    real.close();
  }
}
