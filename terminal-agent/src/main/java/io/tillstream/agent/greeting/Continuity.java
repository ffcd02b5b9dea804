package io.tillstream.agent.greeting;

import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.witness.KeepWitness;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.WitnessVerdict;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.replica.database.SqliteFile;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * Whether this journal may number and upload (I10, I11). What ended it is in the journal itself, so
 * that it stays ended after a restart. Thread-safe.
 */
public final class Continuity implements Journal.Permit {

  /** What to do about it, in words for a person. */
  public static final String ANEW =
      "Ask the store for an enrolment code and enrol this directory anew: its documents are kept"
          + " and none is lost.";

  private static final Logger LOG = Logger.getLogger(Continuity.class);

  private final SqliteFile txn;
  private final DocumentStream stream;
  private final KeepWitness witness;
  private WitnessVerdict verdict = WitnessVerdict.MISSING;
  private volatile Lineage lineage = Lineage.UNPROVEN;

  /** Of one journal; nothing may be numbered before {@link #check}. */
  public Continuity(SqliteFile txn, DocumentStream stream, KeepWitness witness) {
    this.txn = txn;
    this.stream = stream;
    this.witness = witness;
  }

  /** Compares the journal with its witness and with what was found out before, at the start. */
  public void check(Watermark head, LongFunction<Optional<Hash>> ownHashAt) {
    Lineage before =
        txn.read(session -> read(session.prepare("SELECT standing FROM epoch WHERE epoch = ?")));
    verdict = witness.watch(stream, head, ownHashAt);
    lineage = before;
    Lineage found = Lineage.of(verdict);
    if (!before.isEnded()) {
      if (found.isEnded()) {
        end(found, "its witness at the start");
      } else {
        lineage = found;
      }
    }
  }

  /** What is known now. */
  public Lineage lineage() {
    return lineage;
  }

  /** What the witness said at the start. */
  public WitnessVerdict verdict() {
    return verdict;
  }

  /** The store has agreed: the journal is the newest of its name. */
  void proven() {
    if (!lineage.isEnded()) {
      lineage = Lineage.OK;
      verdict = WitnessVerdict.AGREES;
    }
  }

  /**
   * Ends this epoch: nothing is numbered or sent in it any more, also after a restart.
   *
   * @param by who found it out
   */
  public void end(Lineage why, String by) {
    if (lineage.isEnded()) {
      return;
    }
    // I10: under the journal's lock, so that no number is being given out meanwhile.
    txn.exclusively(
        () -> {
          lineage = why;
          return txn.write(
              session -> {
                PreparedStatement update =
                    session.prepare("UPDATE epoch SET standing = ? WHERE epoch = ?");
                update.setString(1, why.toString());
                update.setInt(2, stream.epoch());
                return update.executeUpdate();
              });
        });
    LOG.errorf("The journal of %s is %s, says %s. %s", stream, why, by, words());
  }

  /** Refuses to number when the journal may not; makes sure that the witness knows before. */
  @Override
  public void toNumber(long n) {
    if (lineage != Lineage.OK) {
      throw refusal();
    }
    witness.reserve(n);
  }

  /** Why the witness cannot be kept, if so. */
  public Optional<String> witnessTrouble() {
    return witness.trouble();
  }

  /** What is wrong, in words for a person; empty when nothing is. */
  public Optional<String> trouble() {
    return lineage == Lineage.OK ? witness.trouble() : Optional.of(words());
  }

  private ProblemException refusal() {
    ProblemCode code =
        switch (lineage) {
          case RESTORED -> ProblemCode.TERMINAL_RESTORED;
          case FORKED, COPIED -> ProblemCode.TERMINAL_FORKED;
          case UNPROVEN, OK -> ProblemCode.TERMINAL_UNPROVEN;
        };
    return ProblemException.of(code, words() + " Nothing was recorded.");
  }

  private String words() {
    return switch (lineage) {
      case OK -> "nothing is wrong with this terminal's journal.";
      case UNPROVEN ->
          "this terminal's journal was found without its witness and may be a copy: it numbers"
              + " nothing before the store has agreed. Connect it to the store.";
      case RESTORED ->
          "this terminal's journal was restored from an older copy: it would give out numbers that"
              + " are printed already. "
              + ANEW;
      case FORKED ->
          "the store holds another history under this terminal's name, so nothing more is numbered"
              + " or sent in this epoch. "
              + ANEW;
      case COPIED ->
          "another agent goes by this terminal's name, because this directory was copied or its"
              + " witness is lost. If this is the copy, stop it. If this is the till: "
              + ANEW;
    };
  }

  private Lineage read(PreparedStatement query) throws java.sql.SQLException {
    query.setInt(1, stream.epoch());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Lineage.stored(row.getString(1)) : Lineage.OK;
    }
  }
}
