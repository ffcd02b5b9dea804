package io.tillstream.protocol.simulation;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentKey;
import java.util.Map;

/**
 * I16: the stock that a terminal shows is the store's at the checkpoint, and each of its own
 * documents once.
 */
final class OwnDocumentsCountOnce extends Invariant {

  OwnDocumentsCountOnce() {
    super("I16", "own documents count exactly once");
  }

  @Override
  void afterStep(Shop shop) {
    if (!(shop.world().touched() instanceof Agent agent)) {
      return;
    }
    Terminal terminal = agent.terminal();
    Cursor cursor = terminal.replica().cursor();
    Chronicle.Timeline timeline = shop.world().chronicle().timelines.get(cursor.incarnation());
    boolean named =
        terminal.journal().isEnrolled() && terminal.journal().identity() == Journal.Identity.OK;
    if (timeline == null || !named || isDisplacing(terminal)) {
      return;
    }
    Chronicle.Published then = timeline.states.get(cursor.seq());
    for (String item : Assortment.GOODS) {
      long expected = then == null ? 0 : then.stock().getOrDefault(item, 0L);
      for (Life life : terminal.journal().lives()) {
        for (Entry entry : life.entries()) {
          if (!life.isDisplaced(entry) && !isSettled(timeline.settled, entry.key(), cursor.seq())) {
            expected += Terminal.effect(entry, item);
          }
        }
      }
      long right = expected;
      require(
          terminal.displayed(item) == right,
          () ->
              terminal
                  + " shows "
                  + terminal.displayed(item)
                  + " of "
                  + item
                  + " at "
                  + cursor
                  + ", not "
                  + right);
    }
  }

  private static boolean isSettled(Map<DocumentKey, Long> settled, DocumentKey key, long upTo) {
    Long at = settled.get(key);
    return at != null && at <= upTo;
  }

  /** While a machine holds documents in another's places, its figures are not its own. */
  private static boolean isDisplacing(Terminal terminal) {
    Books books = terminal.store().books();
    for (Life life : terminal.journal().lives()) {
      for (Entry entry : life.entries()) {
        StreamBook book = books.streams.get(life.stream());
        if (book != null
            && !life.isDisplaced(entry)
            && book.hashAt(entry.n()).filter(held -> !held.equals(entry.hash())).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }
}
