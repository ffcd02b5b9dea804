package io.tillstream.store.transfer;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.util.List;

/**
 * Says that transfers have been on the way for too long: no document says that, only a calendar
 * does. Said again it changes nothing. Immutable.
 *
 * @param transfers which
 */
record NoteOverdue(List<String> transfers) implements Command<Integer> {

  @Override
  public Integer applyTo(Batch batch) {
    TouchedTransfers.of(batch).overdue(transfers);
    return transfers.size();
  }
}
