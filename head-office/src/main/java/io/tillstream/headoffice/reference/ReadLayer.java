package io.tillstream.headoffice.reference;

import io.tillstream.headoffice.database.Database;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads pages of a scope for stores. Thread-safe. */
@Singleton
class ReadLayer {

  private static final int ATTEMPTS = 5;
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  private static final String CHANGES =
      "SELECT seq, entity, row_key, op, payload, hash FROM reference_change"
          + " WHERE scope = ? AND seq > ? AND seq <= ?"
          + " ORDER BY seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String BUCKETS =
      "SELECT bucket, entity, row_key, payload FROM reference_row"
          + " WHERE scope = ? AND bucket >= ? ORDER BY bucket OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
  private static final String BUCKET =
      "SELECT bucket, entity, row_key, payload FROM reference_row WHERE scope = ? AND bucket = ?";

  private final Database database;

  ReadLayer(Database database) {
    this.database = database;
  }

  /** Where a scope's log stands. */
  Scopes.Standing standing(Scope scope) throws SQLException {
    return database.reading(connection -> Scopes.of(connection, scope));
  }

  /**
   * What changed after a position.
   *
   * @param known what the store knows of the log
   * @throws ProblemException {@code cursor-refused} when the log has another history, or none from
   *     there any more
   */
  LayerRows changes(Scope scope, Known known, long after, int rowsMax) throws SQLException {
    return database.reading(
        connection -> {
          Scopes.Standing standing = Scopes.of(connection, scope);
          require(connection, standing, known);
          if (after > known.seq() || after < standing.floor()) {
            throw refused(standing);
          }
          LayerRows rows = changes(connection, standing, after, rowsMax);
          // Changes are deleted after the floor has moved: what was read may have lacked some.
          if (after < Scopes.of(connection, scope).floor()) {
            throw refused(standing);
          }
          return rows;
        });
  }

  private static LayerRows changes(
      Connection connection, Scopes.Standing standing, long after, int rowsMax)
      throws SQLException {
    Map<String, Map<String, Optional<LayerRows.Image>>> tables = LayerRows.none();
    long to = after;
    long bytes = 0;
    Hash hash = null;
    try (PreparedStatement select = connection.prepareStatement(CHANGES)) {
      select.setString(1, standing.scope().name());
      select.setLong(2, after);
      select.setLong(3, standing.seq());
      select.setInt(4, rowsMax);
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && bytes < Protocol.PAGE_BYTES_MAX) {
          if (row.getLong(1) != to + 1) {
            throw new IllegalStateException(
                "the log of %s is damaged: change %d is missing"
                    .formatted(standing.scope(), to + 1));
          }
          to = row.getLong(1);
          String image = row.getString(5);
          boolean isGone = row.getString(4).equals("remove");
          put(tables, row.getString(2), row.getString(3), isGone, image);
          hash = Hash.of(row.getBytes(6));
          bytes += row.getString(3).length() + (image == null ? 0 : image.length());
        }
      }
    }
    Hash reached =
        hash == null
            ? Scopes.hashAt(connection, standing, to).orElseThrow(() -> refused(standing))
            : hash;
    return new LayerRows(standing, after, to, reached, tables);
  }

  /**
   * All rows of whole buckets, as they were at one moment.
   *
   * @param known what the store knows of the log, empty when it knows nothing
   * @param from the first bucket
   * @param rowsMax as many buckets as have no more rows together, but one at least
   * @throws ProblemException {@code cursor-refused} when the log has another history; {@code
   *     not-available} while it is written without a rest
   */
  LayerRows buckets(Scope scope, Optional<Known> known, int from, int rowsMax) throws SQLException {
    return database.reading(
        connection -> {
          for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Scopes.Standing before = Scopes.of(connection, scope);
            if (known.isPresent()) {
              require(connection, before, known.get());
            }
            LayerRows rows = buckets(connection, before, from, rowsMax);
            if (Scopes.of(connection, scope).equals(before)) {
              return rows; // nothing was committed meanwhile: the rows are those of this head
            }
          }
          throw ProblemException.of(
                  ProblemCode.NOT_AVAILABLE, "much is being written in " + scope + " now")
              .retryAfter(BUSY_RETRY);
        });
  }

  private static LayerRows buckets(
      Connection connection, Scopes.Standing standing, int from, int rowsMax) throws SQLException {
    Map<String, Map<String, Optional<LayerRows.Image>>> tables = LayerRows.none();
    int last = FollowState.BUCKETS - 1;
    try (PreparedStatement select = connection.prepareStatement(BUCKETS)) {
      select.setString(1, standing.scope().name());
      select.setInt(2, from);
      select.setInt(3, rowsMax + 1);
      try (ResultSet row = select.executeQuery()) {
        for (int rows = 0; row.next(); rows++) {
          if (rows == rowsMax) {
            last = row.getInt(1) - 1; // this bucket may not be here as a whole
          }
          put(tables, row.getString(2), row.getString(3), false, row.getString(4));
        }
      }
    }
    if (last < from) {
      last = from;
      tables = bucket(connection, standing.scope(), from);
    } else {
      forgetAfter(tables, last);
    }
    return new LayerRows(standing, from, last, standing.hash(), tables);
  }

  private static Map<String, Map<String, Optional<LayerRows.Image>>> bucket(
      Connection connection, Scope scope, int bucket) throws SQLException {
    Map<String, Map<String, Optional<LayerRows.Image>>> tables = LayerRows.none();
    try (PreparedStatement select = connection.prepareStatement(BUCKET)) {
      select.setString(1, scope.name());
      select.setInt(2, bucket);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          put(tables, row.getString(2), row.getString(3), false, row.getString(4));
        }
      }
    }
    return tables;
  }

  private static void forgetAfter(
      Map<String, Map<String, Optional<LayerRows.Image>>> tables, int lastBucket) {
    tables.forEach(
        (table, rows) ->
            rows.keySet().removeIf(key -> RowDigest.bucketOf(table, key) > lastBucket));
  }

  private static void put(
      Map<String, Map<String, Optional<LayerRows.Image>>> tables,
      String table,
      String key,
      boolean isGone,
      String image) {
    tables
        .computeIfAbsent(table, name -> new LinkedHashMap<>())
        .put(key, isGone ? Optional.empty() : Optional.of(new LayerRows.Image(image)));
  }

  private static void require(Connection connection, Scopes.Standing standing, Known known)
      throws SQLException {
    boolean isKnown =
        known.incarnation().equals(standing.incarnation())
            && known.seq() <= standing.seq()
            && Scopes.hashAt(connection, standing, known.seq())
                .filter(known.hash()::equals)
                .isPresent();
    if (!isKnown) {
      throw refused(standing);
    }
  }

  private static ProblemException refused(Scopes.Standing standing) {
    return ProblemException.of(
        ProblemCode.CURSOR_REFUSED,
        "the log of %s is %s, stands at %d and is kept whole from %d on"
            .formatted(standing.scope(), standing.incarnation(), standing.seq(), standing.floor()));
  }
}
