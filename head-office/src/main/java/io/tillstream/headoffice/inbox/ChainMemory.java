package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chain after every fact of a stream, an envelope to a row.
 *
 * @param connection of the running transaction
 * @param stream which
 */
record ChainMemory(Connection connection, StoreStream stream) {

  private static final int HASH_BYTES = 32;
  private static final int FACT_BYTES = Long.BYTES + HASH_BYTES;

  /** The chain at the positions that a batch repeats; null at any other. */
  Reception.History around(ChainedBatch batch) throws SQLException {
    Map<Long, Hash> hashes = new HashMap<>();
    if (batch.from().position() < stream.watermark().position()) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT chain FROM envelope"
                  + " WHERE store = ? AND ordinal = ? AND to_seq > ? AND from_seq < ?")) {
        statement.setString(1, stream.store().value());
        statement.setInt(2, stream.ordinal());
        statement.setLong(3, batch.from().position());
        statement.setLong(4, batch.to().position());
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            unpack(row.getBytes(1), hashes);
          }
        }
      }
    }
    return (position, offered) -> hashes.get(position);
  }

  /** Remembers the new facts of a batch. */
  void remember(ChainedBatch batch, int firstNew, long nowMillis) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO envelope (store, ordinal, to_seq, from_seq, chain, received_millis)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      statement.setString(1, stream.store().value());
      statement.setInt(2, stream.ordinal());
      statement.setLong(3, batch.to().position());
      statement.setLong(4, stream.watermark().position());
      statement.setBytes(5, packed(batch, firstNew));
      statement.setLong(6, nowMillis);
      statement.executeUpdate();
    }
  }

  private static byte[] packed(ChainedBatch batch, int firstNew) {
    List<Hash> hashes = batch.hashes();
    ByteBuffer chain = ByteBuffer.allocate((hashes.size() - firstNew) * FACT_BYTES);
    for (int i = firstNew; i < hashes.size(); i++) {
      chain.putLong(batch.records().get(i).position()).put(hashes.get(i).toBytes());
    }
    return chain.array();
  }

  private static void unpack(byte[] packed, Map<Long, Hash> hashes) {
    ByteBuffer chain = ByteBuffer.wrap(packed);
    while (chain.hasRemaining()) {
      long seq = chain.getLong();
      byte[] hash = new byte[HASH_BYTES];
      chain.get(hash);
      hashes.put(seq, Hash.of(hash));
    }
  }
}
