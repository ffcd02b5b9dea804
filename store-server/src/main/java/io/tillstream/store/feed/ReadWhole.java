package io.tillstream.store.feed;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.retention.LogFloor;
import io.tillstream.store.retention.ReadFloor;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads pages for terminals and serves none that lacks a removal its reader needs (I3): a cursor
 * below the floor is refused, unless its terminal began with nothing at 0, has read on from page to
 * page since, and no removal was deleted meanwhile. Thread-safe.
 */
final class ReadWhole {

  /**
   * Who began with nothing; one for each terminal, gone with the program.
   *
   * @param removals as it began
   * @param after where its last page began
   * @param to where its last page ended
   */
  private record Begun(long removals, long after, long to) {}

  private final ReadChanges changes;
  private final ReadFloor floor;
  private final Map<DocumentStream, Begun> begun = new ConcurrentHashMap<>();
  // Where terminals with rows from before stood; no page for one that begins anew ends there.
  private final Map<DocumentStream, Long> refused = new ConcurrentHashMap<>();

  ReadWhole(ReadChanges changes, ReadFloor floor) {
    this.changes = changes;
    this.floor = floor;
  }

  /**
   * The page after a position.
   *
   * @throws ProblemException {@code cursor-refused} when the reader may have missed something
   */
  ChangesRead after(DocumentStream stream, long after, long head, int rows) throws SQLException {
    if (after == head) {
      return changes.after(after, head, rows); // it covers nothing
    }
    long removals = removalsAtStart(stream, after);
    ChangesRead read = read(stream, after, head, rows);
    LogFloor now = floor.now(); // after the page was read: rows may have vanished meanwhile
    if (!now.leavesWhole(after, removals)) {
      begun.remove(stream);
      if (removals == LogFloor.NOT_FROM_THE_START) {
        refused.put(stream, after);
      }
      throw ProblemException.of(
          ProblemCode.CURSOR_REFUSED,
          "this change log is kept whole from %d on; what was removed before is not known any more"
              .formatted(now.seq()));
    }
    if (removals == LogFloor.NOT_FROM_THE_START) {
      begun.remove(stream);
    } else {
      begun.put(stream, new Begun(removals, after, read.to()));
    }
    return read;
  }

  private long removalsAtStart(DocumentStream stream, long after) throws SQLException {
    if (after == 0) {
      return floor.now().removals();
    }
    Begun known = begun.get(stream);
    boolean goesOn = known != null && (known.to() == after || known.after() == after);
    return goesOn ? known.removals() : LogFloor.NOT_FROM_THE_START;
  }

  /** A terminal that died while it began anew asks again from where it was refused. */
  private ChangesRead read(DocumentStream stream, long after, long head, int rows)
      throws SQLException {
    ChangesRead read = changes.after(after, head, rows);
    Long stood = refused.get(stream);
    if (stood == null || read.to() != stood || stood >= head) {
      return read;
    }
    return after < stood - 1
        ? changes.after(after, stood - 1, rows)
        : changes.after(after, stood + 1, 2);
  }
}
