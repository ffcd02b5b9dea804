package io.tillstream.store.greeting;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.HeldHashesAnswer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the chain that is held of a stream. Thread-safe. */
@Singleton
class HeldChain {

  private static final int HASHES_MAX = 1_000;
  private static final String SELECT =
      "SELECT n, hash FROM document WHERE terminal = ? AND epoch = ? AND n > ? AND n <= ?"
          + " ORDER BY n OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  HeldChain(DataSource database) {
    this.database = database;
  }

  /** What follows a document, up to what is published. */
  List<HeldHashesAnswer.At> after(DocumentStream stream, long after, long published)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, stream.terminal().value());
      select.setInt(2, stream.epoch());
      select.setLong(3, after);
      select.setLong(4, published);
      select.setInt(5, HASHES_MAX);
      List<HeldHashesAnswer.At> hashes = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          hashes.add(new HeldHashesAnswer.At(row.getLong(1), Hash.of(row.getBytes(2))));
        }
      }
      return hashes;
    }
  }
}
