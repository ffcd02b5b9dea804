package io.tillstream.headoffice.equality;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far a store's newest life is followed.
 *
 * @param incarnation which, or null before the first fact
 * @param lives how many lives are known
 * @param seq how far
 */
record Standing(String incarnation, int lives, long seq) {

  static final Standing NOTHING = new Standing(null, 0, 0);

  /** Columns that every part of a statement fills, so that one statement sees one moment. */
  static final String SELECT =
      "SELECT 0 AS kind, incarnation AS name, ordinal AS other, seq AS amount, hash AS hash"
          + " FROM store_stream WHERE store = ?";

  /** The newer of this one and the one in a row of {@link #SELECT}. */
  Standing or(ResultSet row) throws SQLException {
    int ordinal = row.getInt(3);
    return ordinal > lives ? new Standing(row.getString(2), ordinal, row.getLong(4)) : this;
  }
}
