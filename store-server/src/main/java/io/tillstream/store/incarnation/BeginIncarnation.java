package io.tillstream.store.incarnation;

import io.tillstream.store.fleet.Sessions;
import io.tillstream.store.series.HeldRanges;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Begins another life of the change log, because the database has gone back: what was lost had been
 * told to terminals and to head office under seqs and document keys that must not come again with
 * another content (I2, I18). Immutable.
 *
 * @param next the life that begins
 * @param former the life that is found to have gone back; in any other nothing happens
 * @param lost the life that was lost, where it is known by name and is not the former; or null
 * @param ownEpochMax the last epoch in which the store may have made documents
 * @param epochsMax the last epoch that any terminal may have been granted
 * @param foundBy who knew more
 * @param detail in words
 */
record BeginIncarnation(
    String next,
    String former,
    String lost,
    int ownEpochMax,
    int epochsMax,
    FoundBy foundBy,
    String detail)
    implements Command<Boolean> {

  private static final int DETAIL_LENGTH_MAX = 400;
  private static final String INSERT =
      "INSERT INTO incarnation (incarnation, former, former_seq, own_epoch, found_by, detail,"
          + " began_at_millis, granted_epochs) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    if (!batch.incarnation().equals(former)) {
      return false;
    }
    PreparedStatement insert = batch.prepare(INSERT);
    insert.setString(1, next);
    insert.setString(2, former);
    insert.setLong(3, batch.seqBefore());
    // I2: its documents since the backup are not known here, so their epoch is never used again.
    insert.setInt(4, Math.max(OwnEpoch.of(batch), ownEpochMax) + 1);
    insert.setString(5, foundBy.toString());
    insert.setString(6, detail.substring(0, Math.min(DETAIL_LENGTH_MAX, detail.length())));
    insert.setLong(7, batch.atMillis());
    insert.setInt(8, epochsMax);
    insert.executeUpdate();
    new EndedLife(former).applyTo(batch);
    if (lost != null) {
      new EndedLife(lost).applyTo(batch);
    }
    Sessions.forgetAll(batch); // those that terminals have now are not known here
    HeldRanges.holdAll(batch); // what was lent of them since the backup is not known here either
    batch.beginIncarnation(next);
    return true;
  }
}
