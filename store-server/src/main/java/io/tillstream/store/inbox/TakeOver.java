package io.tillstream.store.inbox;

import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.store.catalogue.StockedItems;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.layers.OwnWrites;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Divisible;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a portion of other programs' changes into the log, and its notes out of the inbox, in one
 * transaction: a crash between the two cannot be. Immutable.
 *
 * @param rows as they were at one moment, parents before children, removals before
 * @param isLast whether what was noted at that moment ends here; until then terminals are shown
 *     nothing of it (I5)
 * @param asideLast whether the last row is held back, because taking it over has failed
 */
record TakeOver(List<ForeignRow> rows, boolean isLast, boolean asideLast)
    implements Divisible<Integer> {

  private static final int ROWS_PER_DOCUMENT = 4;

  /** Why a row is held back that nothing is known to be wrong with. */
  static final String NOT_TAKEN = "taking it over failed; the log of that time says why";

  /** Who holds the feed while a transaction is taken over in portions. */
  static final String HOLDER = "other-programs";

  private static final String DELETE_NOTE = "DELETE FROM change_inbox WHERE id = ?";

  @Override
  public int weight() {
    return 1 + rows.size() / ROWS_PER_DOCUMENT;
  }

  /** Answers how many rows terminals are told of. */
  @Override
  public Integer applyTo(Batch batch) throws SQLException {
    Map<String, ForeignRow> byName = new LinkedHashMap<>(); // notes of one row stand together
    for (ForeignRow row : rows) {
      byName.put(row.table() + " " + row.key(), row);
    }
    HeldBackRows held = new HeldBackRows(batch, byName.values());
    List<String> items = new ArrayList<>();
    List<String> customers = new ArrayList<>();
    int told = 0;
    for (ForeignRow noted : byName.values()) {
      ForeignRow row = newest(batch, noted);
      Optional<LayeredTable> table = LayeredTable.of(row.table().toString());
      if (table.isPresent()) { // head office says nothing of customers
        OwnWrites.note(batch, table.get(), List.of(row.key()));
      }
      boolean aside = asideLast && noted.equals(rows.getLast());
      switch (aside ? new Judged.HeldBack(NOT_TAKEN) : held.judge(row)) {
        case Judged.HeldBack(String why) -> held.holdBack(row, why);
        case Judged.Gone(boolean wasShown) -> {
          held.letGo(row);
          if (wasShown) {
            remove(batch, held, row);
            told++;
          }
        }
        case Judged.Shown(String image) -> {
          row.table().entity().ifPresent(entity -> batch.put(entity, row.key(), image));
          held.letGo(row);
          told++;
          if (row.table() == Watched.ITEM) {
            items.add(row.key());
          } else if (row.table() == Watched.CUSTOMER) {
            customers.add(row.key());
          }
        }
      }
    }
    held.write();
    batch.write(DELETE_NOTE, rows, (delete, row) -> delete.setString(1, row.mark()));
    ReleaseParked release =
        new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch));
    release.waitingFor(items);
    release.waitingForCustomers(customers);
    if (isLast) {
      batch.releaseFeed(HOLDER);
    } else {
      batch.holdFeed(HOLDER);
    }
    return told;
  }

  private static void remove(Batch batch, HeldBackRows held, ForeignRow row) throws SQLException {
    if (row.table() == Watched.ITEM) {
      RemoveChildren.of(batch, held, row.key());
    }
    row.table().entity().ifPresent(entity -> batch.remove(entity, row.key()));
  }

  /** The row as it was then, unless the store has changed it since: then as it is now. */
  private static ForeignRow newest(Batch batch, ForeignRow row) throws SQLException {
    Entity entity = row.table().entity().orElse(null);
    if (entity == null || !batch.isOwnChange(entity, row.key())) {
      return row;
    }
    PreparedStatement select =
        batch.prepare(row.table().question("change_inbox", "id") + " AND n.id = ?");
    select.setString(1, row.mark());
    try (ResultSet now = select.executeQuery()) {
      return now.next() ? ForeignRow.of(now) : row;
    }
  }

  @Override
  public int facts() {
    return rows.size();
  }

  @Override
  public TakeOver upTo(int count) {
    return new TakeOver(rows.subList(0, count), isLast && count == rows.size(), false);
  }

  @Override
  public TakeOver setAside() {
    return new TakeOver(rows, isLast, true);
  }

  @Override
  public Integer joined(List<Integer> answers) {
    return answers.getLast();
  }
}
