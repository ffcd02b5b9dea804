package io.tillstream.store.writer;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Sets the parameters of a statement, one after the other. One thread. */
public final class Parameters {

  private final PreparedStatement statement;
  private int last;

  /** Begins with the first. */
  public Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  /** A text, or null. */
  public Parameters text(String value) throws SQLException {
    statement.setString(++last, value);
    return this;
  }

  /** A number. */
  public Parameters number(long value) throws SQLException {
    statement.setLong(++last, value);
    return this;
  }

  /** A number, or null. */
  public Parameters number(Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++last, Types.BIGINT);
      return this;
    }
    return number(value.longValue());
  }

  /** A count. */
  public Parameters count(int value) throws SQLException {
    statement.setInt(++last, value);
    return this;
  }

  /** A count, or null. */
  public Parameters count(Integer value) throws SQLException {
    if (value == null) {
      statement.setNull(++last, Types.INTEGER);
      return this;
    }
    return count(value.intValue());
  }

  /** Bytes, as they are. */
  public Parameters bytes(byte[] value) throws SQLException {
    statement.setBytes(++last, value);
    return this;
  }
}
