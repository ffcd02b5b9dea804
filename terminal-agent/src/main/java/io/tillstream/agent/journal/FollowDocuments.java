package io.tillstream.agent.journal;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Voided;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Finds where a document stands that was made anew, for those that refer to it. */
final class FollowDocuments {

  private static final String NEWER =
      """
      SELECT newer.epoch, newer.n, newer.number, now.hash FROM newer
      LEFT JOIN document now ON now.epoch = newer.epoch AND now.n = newer.n AND now.made_anew = 1
      WHERE newer.former_hash = ?""";

  private FollowDocuments() {}

  /** A document's place and its printed number. */
  record Place(int epoch, long n, String number) {}

  /** The voided document's place now; the same when it was not made anew. */
  static Voided voided(Session session, Voided voided) throws SQLException {
    if (voided == null) {
      return null;
    }
    PreparedStatement query =
        session.prepare("SELECT hash FROM document WHERE epoch = ? AND n = ? AND made_anew = 1");
    query.setInt(1, voided.epoch());
    query.setLong(2, voided.n());
    return now(session, hash(query))
        .map(now -> new Voided(now.epoch(), now.n(), voided.type(), now.number()))
        .orElse(voided);
  }

  /** The customer's number now; the same when the customer's document was not made anew. */
  static String customer(Session session, String number) throws SQLException {
    if (number == null) {
      return null;
    }
    PreparedStatement query =
        session.prepare(
            "SELECT hash FROM document WHERE number = ? AND type = ? AND made_anew = 1");
    query.setString(1, number);
    query.setString(2, DocumentType.CUSTOMER.toString());
    return now(session, hash(query)).map(Place::number).orElse(number);
  }

  /** Where the document with this hash of its chain stands now; empty when it was not made anew. */
  static Optional<Place> now(Session session, byte[] hash) throws SQLException {
    Place now = null;
    byte[] next = hash;
    while (next != null) { // what was made anew may have been made anew again, in a later epoch
      PreparedStatement query = session.prepare(NEWER);
      query.setBytes(1, next);
      try (ResultSet row = query.executeQuery()) {
        next = null;
        if (row.next()) {
          now = new Place(row.getInt(1), row.getLong(2), row.getString(3));
          next = row.getBytes(4);
        }
      }
    }
    return Optional.ofNullable(now);
  }

  /** The document with this hash of its chain stands elsewhere from now on. */
  static void note(Session session, byte[] hash, Document anew) throws SQLException {
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO newer (former_hash, former_number, epoch, n, number)"
                + " VALUES (?, ?, ?, ?, ?)");
    insert.setBytes(1, hash);
    insert.setString(2, anew.replaces().number());
    insert.setInt(3, anew.epoch());
    insert.setLong(4, anew.n());
    insert.setString(5, anew.number());
    insert.executeUpdate();
  }

  private static byte[] hash(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }
}
