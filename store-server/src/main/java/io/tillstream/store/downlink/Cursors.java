package io.tillstream.store.downlink;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.LayeredTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Where the store stands in each of head office's layers, as the database has it. */
final class Cursors {

  /** A program that knows more tables than the one before reads each layer anew. */
  static final String KNOWN_TABLES = Arrays.toString(LayeredTable.values());

  private static final String COLUMNS =
      "SELECT layer, scope, incarnation, after_seq, known_seq, known_hash, head_seq, bucket,"
          + " known_tables, moved_millis FROM layer_cursor";
  static final String SELECT = COLUMNS + " WHERE layer = ?";

  private Cursors() {}

  /**
   * One layer.
   *
   * @param scope whose word it is, for people
   * @param state where the store stands
   * @param movedAt when it last moved
   */
  record Standing(String scope, FollowState state, Instant movedAt) {}

  /** All layers of which anything is known. */
  static Map<Layer, Standing> all(DataSource database) throws SQLException {
    Map<Layer, Standing> all = new EnumMap<>(Layer.class);
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COLUMNS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.put(
            Layer.of(row.getString(1)),
            new Standing(row.getString(2), state(row), Instant.ofEpochMilli(row.getLong(10))));
      }
    }
    return all;
  }

  /** One layer, by the row of {@link #SELECT}; empty when there is none. */
  static Optional<FollowState> read(ResultSet row) throws SQLException {
    return row.next() ? Optional.of(state(row)) : Optional.empty();
  }

  private static FollowState state(ResultSet row) throws SQLException {
    if (!row.getString(9).equals(KNOWN_TABLES)) {
      return FollowState.start();
    }
    Known known = new Known(row.getString(3), row.getLong(5), Hash.of(row.getBytes(6)));
    long after = row.getLong(4);
    long head = row.getLong(7);
    int bucket = row.getInt(8);
    return row.wasNull()
        ? new FollowState.Following(after, known, head)
        : new FollowState.Reading(after, known, bucket);
  }

  /** Binds what a state is, from the parameter of the incarnation to that of the tables. */
  static void bind(PreparedStatement write, FollowState state) throws SQLException {
    Known known = state.known().orElseThrow();
    write.setString(2, known.incarnation());
    write.setLong(4, known.seq());
    write.setBytes(5, known.hash().toBytes());
    switch (state) {
      case FollowState.Following following -> {
        write.setLong(3, following.after());
        write.setLong(6, following.head());
        write.setObject(7, null, Types.INTEGER);
      }
      case FollowState.Reading reading -> {
        write.setLong(3, reading.since());
        write.setLong(6, known.seq());
        write.setInt(7, reading.bucket());
      }
      case FollowState.Unknown unknown ->
          throw new IllegalArgumentException("nothing is known that could be noted");
    }
    write.setString(8, KNOWN_TABLES);
  }
}
