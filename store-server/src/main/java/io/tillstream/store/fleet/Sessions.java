package io.tillstream.store.fleet;

import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * The thread of the conversation with each terminal in each of its epochs, and who was refused
 * under its name. On the writer's thread, inside its transactions.
 */
public final class Sessions {

  private static final String SELECT =
      "SELECT known_session FROM terminal_epoch WHERE terminal = ? AND epoch = ?";
  private static final String TAKE =
      "UPDATE terminal_epoch SET known_session = ?, greeted_at_millis = ? WHERE terminal = ?"
          + " AND epoch = ?";
  private static final String REFUSE =
      "UPDATE terminal_epoch SET refused = ?, refused_at_millis = ? WHERE terminal = ?"
          + " AND epoch = ?";
  private static final String INSERT =
      "INSERT INTO terminal_epoch (known_session, greeted_at_millis, refused, refused_at_millis,"
          + " terminal, epoch) VALUES (?, ?, ?, ?, ?, ?)";

  private Sessions() {}

  /** The session that was confirmed last; null when none was. */
  public static String known(Batch batch, DocumentStream stream) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, stream.terminal().value());
    select.setInt(2, stream.epoch());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** Whoever has this session goes on under the terminal's name. */
  public static void take(Batch batch, DocumentStream stream, String session) throws SQLException {
    if (update(batch, TAKE, stream, session) == 0) {
      PreparedStatement insert = insert(batch, stream);
      insert.setString(1, session);
      insert.setLong(2, batch.atMillis());
      insert.setNull(3, Types.NVARCHAR);
      insert.setNull(4, Types.BIGINT);
      insert.executeUpdate();
    }
  }

  /** Nobody's session is known any more: the next to greet is believed. */
  public static void forgetAll(Batch batch) throws SQLException {
    batch
        .prepare("UPDATE terminal_epoch SET known_session = NULL WHERE known_session IS NOT NULL")
        .executeUpdate();
  }

  /** Somebody under the terminal's name may not go on. */
  public static void refuse(Batch batch, DocumentStream stream, HandshakeReason why)
      throws SQLException {
    if (update(batch, REFUSE, stream, why.toString()) == 0) {
      PreparedStatement insert = insert(batch, stream);
      insert.setNull(1, Types.NVARCHAR);
      insert.setNull(2, Types.BIGINT);
      insert.setString(3, why.toString());
      insert.setLong(4, batch.atMillis());
      insert.executeUpdate();
    }
  }

  private static int update(Batch batch, String sql, DocumentStream stream, String value)
      throws SQLException {
    PreparedStatement update = batch.prepare(sql);
    update.setString(1, value);
    update.setLong(2, batch.atMillis());
    update.setString(3, stream.terminal().value());
    update.setInt(4, stream.epoch());
    return update.executeUpdate();
  }

  private static PreparedStatement insert(Batch batch, DocumentStream stream) throws SQLException {
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(5, stream.terminal().value());
    insert.setInt(6, stream.epoch());
    return insert;
  }
}
