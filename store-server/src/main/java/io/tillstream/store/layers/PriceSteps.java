package io.tillstream.store.layers;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How prices and tax rates changed, as far as the store changed them. The writer's thread only. */
public final class PriceSteps implements BatchPart {

  // A till may be cut off for 30 days (I19) and sell by what it knew then; three times that.
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private static final String INSERT =
      "INSERT INTO catalogue_step (row_key, entity, seq, at_millis, was, became)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String SELECT =
      "SELECT row_key, entity, seq, at_millis, was, became FROM catalogue_step WHERE row_key IN "
          + Batch.KEYS;
  private static final String LAST = "SELECT MAX(seq) FROM catalogue_step";
  private static final String FORGET = "DELETE FROM catalogue_step WHERE at_millis < ?";

  /** What changes. */
  public enum Of {
    /** A price, in ten-thousandths, of an item. */
    PRICE("price"),
    /** A rate, in basis points, of a tax code. */
    TAX("tax");

    private final String wireName;

    Of(String wireName) {
      this.wireName = wireName;
    }

    /** As the database has it. */
    @Override
    public String toString() {
      return wireName;
    }
  }

  /**
   * A change.
   *
   * @param seq a terminal that has heard of it knows this one
   * @param at by the store's clock
   * @param was before
   * @param became null when there is none since
   */
  public record Step(long seq, Instant at, long was, Long became) {}

  private record Noted(Of of, String key, long was, Long became) {}

  /** Up to where there are any. */
  private static final class Last {
    private long seq = -1;
  }

  private final Batch batch;
  private final List<Noted> noted = new ArrayList<>();

  private PriceSteps(Batch batch) {
    this.batch = batch;
  }

  /** Those of this batch. */
  public static PriceSteps of(Batch batch) {
    return batch.part(PriceSteps.class, PriceSteps::new);
  }

  /** The store has changed one that there was. */
  public void note(Of of, String key, long was, Long became) {
    noted.add(new Noted(of, key, was, became));
  }

  /** The last change that there was; a till that has heard of it sells by today's prices. */
  public static long last(Batch batch) throws SQLException {
    Last last = batch.memory(Last.class, Last::new);
    if (last.seq < 0) {
      PreparedStatement forget = batch.prepare(FORGET);
      forget.setLong(1, batch.atMillis() - REMEMBERED.toMillis());
      forget.executeUpdate();
      try (ResultSet row = batch.prepare(LAST).executeQuery()) {
        row.next();
        last.seq = row.getLong(1); // 0 when there is none
      }
    }
    return last.seq;
  }

  /**
   * The changes of these items' prices, or of these tax codes, in their order; without those of
   * which no terminal can have heard yet, because they are a part of something that is not whole.
   */
  public static Map<String, List<Step>> of(Batch batch, Of of, Collection<String> keys)
      throws SQLException {
    Map<String, List<Step>> steps = new HashMap<>();
    long heardAtMost = batch.heardAtMost();
    batch.select(
        SELECT,
        keys,
        row -> {
          if (of.toString().equals(row.getString(2)) && row.getLong(3) <= heardAtMost) {
            steps
                .computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                .add(
                    new Step(
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getLong(5),
                        number(row, 6)));
          }
        });
    steps.values().forEach(each -> each.sort(Comparator.comparingLong(Step::seq)));
    return steps;
  }

  private static Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }

  @Override
  public void flush() throws SQLException {
    if (noted.isEmpty()) {
      return;
    }
    Map<String, Noted> last = new HashMap<>(); // an item twice in a batch changed once
    for (Noted each : noted) {
      last.merge(
          each.of() + "/" + each.key(),
          each,
          (first, then) -> new Noted(then.of(), then.key(), first.was(), then.became()));
    }
    noted.clear();
    batch.write(
        INSERT,
        last.values(),
        (insert, each) -> {
          insert.setString(1, each.key());
          insert.setString(2, each.of().toString());
          insert.setLong(3, batch.seq());
          insert.setLong(4, batch.atMillis());
          insert.setLong(5, each.was());
          insert.setObject(6, each.became(), Types.BIGINT);
        });
    last(batch);
    batch.memory(Last.class, Last::new).seq = batch.seq();
  }
}
