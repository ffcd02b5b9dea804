package io.tillstream.store.fleet;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.Findings;
import java.time.Instant;
import java.util.List;

/**
 * How a terminal stood when it last said so; what it did not say is null.
 *
 * @param epoch the life in which it said so; 0 when it has said nothing
 * @param head the last document of its journal
 * @param cursor how far its reference data has come
 * @param verification what it found when it last compared that with the store's
 * @param rows the last that it found to differ, before it mended them
 * @param documents of its epoch that it found to differ; empty when it found none
 */
public record TerminalSaid(
    int epoch,
    Watermark head,
    Cursor cursor,
    Verification verification,
    Rows rows,
    List<Findings.Document> documents) {

  /** Nothing yet, or an agent of an earlier version. */
  public static final TerminalSaid NOTHING = new TerminalSaid(0, null, null, null);

  /** What it says beside a question for changes. */
  public TerminalSaid(int epoch, Watermark head, Cursor cursor, Verification verification) {
    this(epoch, head, cursor, verification, null, null);
  }

  /**
   * A terminal's own comparison.
   *
   * @param at the place in the change log at which both were compared
   * @param result in a word
   * @param differing in how many buckets they differed
   * @param thorough whether every row was read
   * @param when by the store's clock
   */
  public record Verification(
      Cursor at, String result, int differing, boolean thorough, Instant when) {}

  /**
   * Rows that differed.
   *
   * @param at the place in the change log at which they were compared
   * @param when by the store's clock
   * @param rows the first
   * @param more whether there were more, or may have been
   */
  public record Rows(Cursor at, Instant when, List<Findings.Row> rows, boolean more) {}

  TerminalSaid after(TerminalSaid before) {
    if (epoch > before.epoch) {
      return this; // another machine, perhaps
    }
    return new TerminalSaid(
        before.epoch,
        head == null ? before.head : head,
        cursor == null ? before.cursor : cursor,
        verification == null ? before.verification : verification,
        rows == null ? before.rows : rows,
        documents == null ? before.documents : documents);
  }
}
