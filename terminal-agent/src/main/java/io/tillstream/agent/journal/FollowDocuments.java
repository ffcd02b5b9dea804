package io.tillstream.agent.journal;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Voided;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Finds where a document stands that was made anew, for those that refer to it. */
final class FollowDocuments {

  private static final String NOW =
      """
      SELECT now.epoch, now.n, now.number FROM document former
      JOIN document now ON now.type = former.type AND now.reference = former.reference
        AND now.made_anew = 0
      WHERE former.made_anew = 1 AND\s""";

  private FollowDocuments() {}

  /** The voided document's place now; the same when it was not made anew. */
  static Voided voided(Session session, Voided voided) throws SQLException {
    if (voided == null) {
      return null;
    }
    PreparedStatement query = session.prepare(NOW + "former.epoch = ? AND former.n = ?");
    query.setInt(1, voided.epoch());
    query.setLong(2, voided.n());
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? new Voided(row.getInt(1), row.getLong(2), voided.type(), row.getString(3))
          : voided;
    }
  }

  /** The customer's number now; the same when the customer's document was not made anew. */
  static String customer(Session session, String number) throws SQLException {
    if (number == null) {
      return null;
    }
    PreparedStatement query = session.prepare(NOW + "former.number = ? AND former.type = ?");
    query.setString(1, number);
    query.setString(2, DocumentType.CUSTOMER.toString());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getString(3) : number;
    }
  }
}
