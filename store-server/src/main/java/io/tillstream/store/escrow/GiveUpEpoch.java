package io.tillstream.store.escrow;

import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A person's word that nobody will bring another sale of a closed epoch: the machine is lost, and
 * the goods were looked for. What is leased to it returns. Immutable.
 *
 * @param terminal whose
 * @param epoch which
 */
record GiveUpEpoch(TerminalId terminal, int epoch) implements Command<GiveUpEpoch.Answer> {

  private static final String PRESENT = "SELECT epoch FROM terminal WHERE terminal = ?";

  /** What came of it. */
  enum Answer {
    /** It has returned. */
    RETURNED,
    /** Nothing is leased to it. */
    NOTHING,
    /** The terminal sells in it. */
    OPEN
  }

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    PreparedStatement present = batch.prepare(PRESENT);
    present.setString(1, terminal.value());
    try (ResultSet row = present.executeQuery()) {
      if (row.next() && row.getInt(1) <= epoch) {
        return Answer.OPEN;
      }
    }
    return ReturnClosed.of(batch, terminal, epoch) ? Answer.RETURNED : Answer.NOTHING;
  }
}
