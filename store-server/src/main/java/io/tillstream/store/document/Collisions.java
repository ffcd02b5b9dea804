package io.tillstream.store.document;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Documents that claim a place which another holds; none is lost, none is booked (I2, I11). */
public final class Collisions {

  private static final String SELECT =
      "SELECT n, hash FROM document_collision WHERE terminal = ? AND epoch = ? AND n >= ?"
          + " AND n <= ?";
  private static final String INSERT =
      "INSERT INTO document_collision (terminal, epoch, n, hash, body, received_at_millis)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private Collisions() {}

  /**
   * Keeps them beside what is there; one that is kept already is not kept twice.
   *
   * @param different consecutive documents of one stream
   */
  public static void keep(Batch batch, List<Held> different) throws SQLException {
    if (different.isEmpty()) {
      return;
    }
    Set<String> kept = kept(batch, different.getFirst().key(), different.getLast().key());
    batch.write(
        INSERT,
        different.stream()
            .filter(held -> !kept.contains(name(held.key().n(), held.hash())))
            .toList(),
        (insert, held) -> {
          insert.setString(1, held.key().terminal().value());
          insert.setInt(2, held.key().epoch());
          insert.setLong(3, held.key().n());
          insert.setBytes(4, held.hash().toBytes());
          insert.setBytes(5, held.body());
          insert.setLong(6, batch.atMillis());
        });
  }

  private static Set<String> kept(Batch batch, DocumentKey first, DocumentKey last)
      throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, first.terminal().value());
    select.setInt(2, first.epoch());
    select.setLong(3, first.n());
    select.setLong(4, last.n());
    Set<String> kept = new TreeSet<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        kept.add(name(rows.getLong(1), Hash.of(rows.getBytes(2))));
      }
    }
    return kept;
  }

  private static String name(long n, Hash hash) {
    return n + " " + hash;
  }
}
