package io.tillstream.store.transfer;

import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.List;

/**
 * Notes what head office has told of transfers. Answers how much of it is new. Immutable.
 *
 * @param told at most one for each transfer
 */
record NoteNews(List<TransferStanding> told) implements Command<Integer> {

  @Override
  public Integer applyTo(Batch batch) throws SQLException {
    WriteTransfers write = new WriteTransfers(batch);
    int news = 0;
    for (TransferStanding each : told) {
      if (write.hear(each)) {
        news++;
        TouchedTransfers.of(batch).hear(each.id());
      }
    }
    return news;
  }
}
