package io.tillstream.store.writer;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.changelog.Entity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One transaction while it is being put together: what its commands have decided so far, on top of
 * what is published. Rows are gathered and written at the end, many per statement. The writer's
 * thread only.
 */
public final class Batch {

  static final int ROWS_PER_ROUND_TRIP = 1_000;

  // H2 compares every row that it finds with the whole list again, so more keys are not cheaper.
  private static final int KEYS_PER_SELECT = 50;

  /** The list of parameters that {@link #select} fills: {@code … WHERE item IN " + Batch.KEYS}. */
  public static final String KEYS = "(?" + ", ?".repeat(KEYS_PER_SELECT - 1) + ")";

  private static final Insertion<Change> INSERT_CHANGES =
      Insertion.into(
          "change_log", List.of("seq", "entity", "row_key", "op", "payload"), Change::fill);
  private static final String INSERT_STREAM =
      "INSERT INTO document_stream (n, hash, terminal, epoch) VALUES (?, ?, ?, ?)";
  private static final String UPDATE_STREAM =
      "UPDATE document_stream SET n = ?, hash = ? WHERE terminal = ? AND epoch = ?";

  private final Statements statements;
  private final Published before;
  private final long atMillis;
  private final List<Change> changes = new ArrayList<>();
  private final Map<DocumentStream, Watermark> moved = new LinkedHashMap<>();
  private final Map<Class<?>, BatchPart> parts = new LinkedHashMap<>();
  private final Map<String, Boolean> items = new LinkedHashMap<>();
  private String incarnation;
  private final OwnChanges own;
  private final FeedHold hold;
  private Set<String> here;
  private long seq;
  private long fed;

  Batch(Statements statements, Published before, OwnChanges own, FeedHold hold, long atMillis) {
    this.statements = statements;
    this.before = before;
    this.own = own;
    this.hold = hold;
    this.atMillis = atMillis;
    seq = before.seq();
    fed = before.fed();
    incarnation = before.incarnation();
  }

  /** The books as they were when it began. */
  public Published before() {
    return before;
  }

  /** The time of this transaction, epoch milliseconds. */
  public long atMillis() {
    return atMillis;
  }

  /** The life of the change log to which this transaction belongs. */
  public String incarnation() {
    return incarnation;
  }

  /** The last change before this transaction. */
  public long seqBefore() {
    return before.seq();
  }

  /**
   * Begins another life of the change log with this transaction: cursors of the former one are
   * refused from its commit on (I18).
   */
  public void beginIncarnation(String next) {
    incarnation = next;
  }

  /** A statement inside this transaction, kept from batch to batch; not to be closed. */
  public PreparedStatement prepare(String sql) throws SQLException {
    return statements.prepare(sql);
  }

  /** What a feature gathers in this batch, made when it is first asked for. */
  public <P extends BatchPart> P part(Class<P> type, Function<Batch, P> begin) {
    return type.cast(parts.computeIfAbsent(type, t -> begin.apply(this)));
  }

  /**
   * What a feature remembers from batch to batch of rows that nobody but the writer changes. It is
   * forgotten whenever a batch fails, since it may hold what was rolled back.
   */
  public <M> M memory(Class<M> type, Supplier<M> begin) {
    return statements.memory(type, begin);
  }

  /** Where a stream stands, counting what this batch has taken in already. */
  public Watermark standing(DocumentStream stream) {
    Watermark here = moved.get(stream);
    return here == null ? before.of(stream) : here;
  }

  /** Moves a stream's watermark; the documents up to there are part of this batch. */
  public void moveTo(DocumentStream stream, Watermark watermark) {
    moved.put(stream, watermark);
  }

  /**
   * Logs a fact.
   *
   * @return its seq
   */
  public long fact(Entity entity, String key) {
    return log(entity, key, "fact", null);
  }

  /** Logs the new image of a row: a JSON array in the order of the entity's columns. */
  public void put(Entity entity, String key, String image) {
    log(entity, key, "put", image);
  }

  /** Logs that a row is gone. */
  public void remove(Entity entity, String key) {
    log(entity, key, "remove", null);
  }

  /**
   * Whether the store itself has changed a row since {@link Writer#heedOwnChanges}, this batch
   * included.
   */
  public boolean isOwnChange(Entity entity, String key) {
    return own.contains(entity, key) || ownHere().contains(OwnChanges.name(entity, key));
  }

  /** The items whose rows it has changed: whether each is there now. */
  public Map<String, Boolean> changedItems() {
    return items;
  }

  private Set<String> ownHere() {
    if (here == null) {
      here = new HashSet<>();
      changes.forEach(change -> here.add(OwnChanges.name(change.entity(), change.key())));
    }
    return here;
  }

  /**
   * From this batch on terminals are shown the books as they were before it (I5).
   *
   * @param holder who needs it, in at most 16 characters
   */
  public void holdFeed(String holder) {
    hold.begin(holder, before);
  }

  /** With this batch terminals are shown everything again, unless somebody else needs it, too. */
  public void releaseFeed(String holder) {
    hold.end(holder);
  }

  /** The last seq of which a terminal can have heard, as long as the feed is held. */
  public long heardAtMost() {
    return hold.at().map(Published::seq).orElse(Long.MAX_VALUE);
  }

  /** Inserts rows, many with each statement. */
  public <R> void insert(Insertion<R> insertion, Collection<? extends R> rows) throws SQLException {
    insertion.run(statements, rows);
  }

  /** Writes rows with one statement, many per round trip. */
  public <R> void write(String sql, Collection<R> rows, Bind<? super R> bind) throws SQLException {
    PreparedStatement statement = prepare(sql);
    int waiting = 0;
    for (R row : rows) {
      bind.to(statement, row);
      statement.addBatch();
      if (++waiting == ROWS_PER_ROUND_TRIP) {
        statement.executeBatch();
        waiting = 0;
      }
    }
    if (waiting > 0) {
      statement.executeBatch();
    }
  }

  /**
   * Reads the rows of many keys, many keys per round trip. Sees what this transaction has written.
   *
   * @param sql ends with {@link #KEYS}, its only parameters
   */
  public void select(String sql, Collection<String> keys, Take take) throws SQLException {
    List<String> all = List.copyOf(keys);
    PreparedStatement select = prepare(sql);
    for (int from = 0; from < all.size(); from += KEYS_PER_SELECT) {
      for (int i = 0; i < KEYS_PER_SELECT; i++) {
        // The last round trip is filled up by repeating the last key.
        select.setString(1 + i, all.get(Math.min(from + i, all.size() - 1)));
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          take.row(rows);
        }
      }
    }
  }

  void flush(List<BatchEnd> ends) throws SQLException {
    flushParts();
    if (!ends.isEmpty()) {
      for (BatchEnd end : ends) {
        end.of(this);
      }
      flushParts();
    }
    Map<DocumentStream, Watermark> fresh = new LinkedHashMap<>(moved);
    fresh.keySet().removeAll(before.streams().keySet());
    Map<DocumentStream, Watermark> known = new LinkedHashMap<>(moved);
    known.keySet().retainAll(before.streams().keySet());
    write(INSERT_STREAM, fresh.entrySet(), Batch::bind);
    write(UPDATE_STREAM, known.entrySet(), Batch::bind);
    insert(INSERT_CHANGES, changes);
    hold.write(statements);
  }

  private void flushParts() throws SQLException {
    List<BatchPart> begun = List.copyOf(parts.values());
    for (BatchPart part : begun) {
      part.flush();
    }
    if (parts.size() > begun.size()) {
      throw new IllegalStateException(
          "a part began while the others were written: it would be lost");
    }
  }

  /** Tells what was changed, now that it is committed. */
  void rememberOwnChanges() {
    changes.forEach(change -> own.add(change.entity(), change.key()));
  }

  /** The last change so far, those of this transaction included. */
  public long seq() {
    return seq;
  }

  Published after() {
    Map<DocumentStream, Watermark> streams = before.streams();
    if (!moved.isEmpty()) {
      Map<DocumentStream, Watermark> merged = new HashMap<>(streams);
      merged.putAll(moved);
      streams = Map.copyOf(merged);
    }
    return new Published(incarnation, seq, fed, streams);
  }

  private long log(Entity entity, String key, String op, String payload) {
    seq++;
    if (entity != Entity.DOCUMENT) { // whoever sent it is told of it in the answer
      fed = seq;
    }
    here = null;
    if (entity == Entity.ITEM) {
      items.put(key, payload != null);
    }
    changes.add(new Change(seq, entity, key, op, payload));
    return seq;
  }

  private static void bind(PreparedStatement statement, Map.Entry<DocumentStream, Watermark> stream)
      throws SQLException {
    statement.setLong(1, stream.getValue().position());
    statement.setBytes(2, stream.getValue().hash().toBytes());
    statement.setString(3, stream.getKey().terminal().value());
    statement.setInt(4, stream.getKey().epoch());
  }

  /**
   * Puts a row's values into a statement.
   *
   * @param <R> the row
   */
  @FunctionalInterface
  public interface Bind<R> {

    /** Sets every parameter. */
    void to(PreparedStatement statement, R row) throws SQLException;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Take {

    /** Reads the row on which the results stand. */
    void row(ResultSet rows) throws SQLException;
  }

  private record Change(long seq, Entity entity, String key, String op, String payload) {

    static void fill(Parameters parameters, Change change) throws SQLException {
      parameters
          .number(change.seq)
          .text(change.entity.toString())
          .text(change.key)
          .text(change.op)
          .text(change.payload);
    }
  }
}
