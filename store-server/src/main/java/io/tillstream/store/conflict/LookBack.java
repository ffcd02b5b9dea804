package io.tillstream.store.conflict;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds what took of items before this batch: of two tills that sold the same goods unknown to each
 * other, the one that came in first caused as much of it as the other. Goes back through the
 * movements, which have no index by item because every sale would pay for it, to where goods last
 * came in, and no further than {@link #DOCUMENTS_MAX}. The writer's thread only; used when a case
 * opens.
 */
final class LookBack {

  /** How far it goes back, whatever else was logged; 2,000 documents a day are ten days. */
  static final int DOCUMENTS_MAX = 20_000;

  private static final int TAKINGS_MAX = 20;
  private static final int DOCUMENTS_PER_SELECT = 2_000;
  private static final long LINES_PER_DOCUMENT = 8_192; // of a movement's id
  private static final String DOCUMENTS =
      "SELECT seq FROM document WHERE seq < ? ORDER BY seq DESC"
          + " OFFSET 0 ROWS FETCH NEXT "
          + DOCUMENTS_PER_SELECT
          + " ROWS ONLY";
  private static final String SELECT =
      "SELECT m.document_seq, m.item, m.from_location, m.to_location, m.quantity_thousandths,"
          + " d.terminal, d.epoch, d.n FROM movement m INNER JOIN document d"
          + " ON d.seq = m.document_seq WHERE m.id >= ? AND m.id < ? ORDER BY m.id DESC";

  private final Batch batch;
  private final StoreId store;
  private final Answered answered;
  private final Set<Long> inThisBatch;
  private final Map<String, Found> found = new HashMap<>();
  private final Set<String> looked = new HashSet<>();

  /**
   * Looks back in a batch.
   *
   * @param inThisBatch the documents that it books; a parked one among them stands further back
   */
  LookBack(Batch batch, StoreId store, Answered answered, Set<Long> inThisBatch) {
    this.batch = batch;
    this.store = store;
    this.answered = answered;
    this.inThisBatch = inThisBatch;
  }

  /**
   * What took of an item.
   *
   * @param takings the documents in the order of the log
   * @param netThousandths how much less was there after them and what came back between them
   */
  record Found(Deque<Taking> takings, long netThousandths) {

    static final Found NOTHING = new Found(new ArrayDeque<>(), 0);
  }

  /** Looks for all these items together. */
  Map<String, Found> of(Set<String> items) throws SQLException {
    looked.addAll(items);
    Map<String, Long> net = new HashMap<>();
    long to = batch.seqBefore() + 1;
    for (int i = 0; i < DOCUMENTS_MAX && !looked.isEmpty(); i += DOCUMENTS_PER_SELECT) {
      OptionalLong from = firstOfPageBefore(to);
      if (from.isEmpty()) {
        return found;
      }
      take(from.getAsLong(), to, net);
      to = from.getAsLong();
    }
    return found;
  }

  /** Documents are counted and not changes: a new catalogue may lie between two sales. */
  private OptionalLong firstOfPageBefore(long seq) throws SQLException {
    OptionalLong first = OptionalLong.empty();
    PreparedStatement select = batch.prepare(DOCUMENTS);
    select.setLong(1, seq);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        first = OptionalLong.of(row.getLong(1));
      }
    }
    return first;
  }

  private void take(long from, long to, Map<String, Long> net) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setLong(1, from * LINES_PER_DOCUMENT);
    select.setLong(2, to * LINES_PER_DOCUMENT);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        if (looked.contains(row.getString(2)) && !inThisBatch.contains(row.getLong(1))) {
          take(row, net);
        }
      }
    }
  }

  private void take(ResultSet row, Map<String, Long> net) throws SQLException {
    String item = row.getString(2);
    String floor = Location.SHOP_FLOOR.toString();
    boolean leaves = floor.equals(row.getString(3));
    boolean comes = floor.equals(row.getString(4));
    long thousandths = row.getLong(5);
    if (comes) {
      if (!Location.CUSTOMER.toString().equals(row.getString(3))) {
        looked.remove(item); // goods came in: what was taken before was there
        return;
      }
      net.merge(item, -thousandths, Math::addExact);
      return;
    }
    if (!leaves) {
      return;
    }
    DocumentKey document =
        new DocumentKey(store, new TerminalId(row.getString(6)), row.getInt(7), row.getLong(8));
    if (answered.has(item, document)) {
      looked.remove(item); // what was decided on is the end of another story
      return;
    }
    long after = net.merge(item, thousandths, Math::addExact);
    Deque<Taking> takings = new ArrayDeque<>(found.getOrDefault(item, Found.NOTHING).takings());
    Taking last = takings.peekFirst();
    if (last != null && last.documentSeq() == row.getLong(1)) { // another line of the same
      takings.removeFirst();
      thousandths = Math.addExact(thousandths, last.thousandths());
    } else if (takings.size() == TAKINGS_MAX) {
      looked.remove(item);
      return;
    }
    takings.addFirst(new Taking(row.getLong(1), document, thousandths));
    found.put(item, new Found(takings, after));
  }
}
