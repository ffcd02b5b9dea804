package io.tillstream.agent.journal;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Voided;
import io.tillstream.replica.database.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A document of an old disk that claims a place which another has. What it refers to is looked for
 * in its own history first: the same place and number mean another document in the history here.
 *
 * @param hash the chain of its own history up to it
 * @param body its bytes as they were made
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
record RecoveredDocument(Document document, Fingerprint fingerprint, byte[] hash, byte[] body)
    implements Journal.Former {

  private static final String AT = "SELECT hash, body FROM recovered WHERE epoch = ? AND n = ?";
  private static final String OF_NUMBER =
      """
      SELECT r.n, r.hash FROM newer JOIN recovered r ON r.hash = newer.former_hash
      WHERE newer.former_number = ? AND r.epoch = ?""";

  /** Of a row of body, fingerprint and hash. */
  static RecoveredDocument of(ResultSet row) throws SQLException {
    return new RecoveredDocument(
        StoredDocument.read(row.getBytes(1)),
        Fingerprint.stored(row.getBytes(2)),
        row.getBytes(3),
        row.getBytes(1));
  }

  /** What it says, with those of its own history that it refers to where they stand now. */
  Draft draft(Session session) throws SQLException {
    return Draft.again(document, fingerprint, customer(session), voids(session));
  }

  @Override
  public void leave(Session session) throws SQLException {
    PreparedStatement done =
        session.prepare(
            "UPDATE recovered SET made_anew = 1 WHERE epoch = ? AND n = ? AND hash = ?");
    done.setInt(1, document.epoch());
    done.setLong(2, document.n());
    done.setBytes(3, hash);
    done.executeUpdate();
  }

  @Override
  public void standsNow(Session session, Document anew) throws SQLException {
    FollowDocuments.note(session, hash, anew);
  }

  private Voided voids(Session session) throws SQLException {
    Voided voided = document.voids();
    if (voided == null || voided.epoch() != document.epoch()) {
      return voided;
    }
    return FollowDocuments.now(session, hashAt(session, voided.n()))
        .map(now -> new Voided(now.epoch(), now.n(), voided.type(), now.number()))
        .orElse(voided);
  }

  private String customer(Session session) throws SQLException {
    String number = document.customer();
    if (number == null) {
      return null;
    }
    for (Candidate each : candidates(session, number)) {
      if (Arrays.equals(each.hash(), hashAt(session, each.n()))) {
        return FollowDocuments.now(session, each.hash()).orElseThrow().number();
      }
    }
    return number;
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
  private record Candidate(long n, byte[] hash) {}

  /** Documents with this number: several when copies of the terminal gave it. */
  private List<Candidate> candidates(Session session, String number) throws SQLException {
    PreparedStatement query = session.prepare(OF_NUMBER);
    query.setString(1, number);
    query.setInt(2, document.epoch());
    List<Candidate> candidates = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        candidates.add(new Candidate(row.getLong(1), row.getBytes(2)));
      }
    }
    return candidates;
  }

  /** The chain at an earlier place of its own history; null where that had not parted yet. */
  private byte[] hashAt(Session session, long wanted) throws SQLException {
    byte[] at = hash;
    byte[] next = body;
    for (long n = document.n(); n > wanted && at != null; n--) {
      PreparedStatement query = session.prepare(AT);
      query.setInt(1, document.epoch());
      query.setLong(2, n - 1);
      byte[] after = at;
      at = null;
      try (ResultSet row = query.executeQuery()) {
        byte[] following = next;
        while (at == null && row.next()) {
          if (Arrays.equals(Hash.of(row.getBytes(1)).then(following).toBytes(), after)) {
            at = row.getBytes(1);
            next = row.getBytes(2);
          }
        }
      }
    }
    return at;
  }
}
