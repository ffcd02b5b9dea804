package io.tillstream.agent.journal;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A document is voided once: the mark is set in the transaction of its void. */
final class RefuseSecondVoid {

  private RefuseSecondVoid() {}

  static void of(Session session, Document itsVoid) throws SQLException {
    if (!note(session, itsVoid)) {
      throw new CannotRecord(
          ProblemCode.ALREADY_VOIDED, itsVoid.voids().number() + " was voided before");
    }
  }

  /** What was voided under its former name is voided under its new one. */
  static void carry(Session session, DocumentKey former, Document anew) throws SQLException {
    PreparedStatement mark =
        session.prepare(
            "INSERT OR IGNORE INTO voided (epoch, n, by_epoch, by_n)"
                + " SELECT ?, ?, by_epoch, by_n FROM voided WHERE epoch = ? AND n = ?");
    mark.setInt(1, anew.epoch());
    mark.setLong(2, anew.n());
    mark.setInt(3, former.epoch());
    mark.setLong(4, former.n());
    mark.executeUpdate();
  }

  /** Remembers what is voided; whether it was not before. */
  static boolean note(Session session, Document itsVoid) throws SQLException {
    PreparedStatement mark =
        session.prepare(
            "INSERT OR IGNORE INTO voided (epoch, n, by_epoch, by_n) VALUES (?, ?, ?, ?)");
    mark.setInt(1, itsVoid.voids().epoch());
    mark.setLong(2, itsVoid.voids().n());
    mark.setInt(3, itsVoid.epoch());
    mark.setLong(4, itsVoid.n());
    return mark.executeUpdate() == 1;
  }
}
