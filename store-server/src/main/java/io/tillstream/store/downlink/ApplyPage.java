package io.tillstream.store.downlink;

import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.LayerHeader;
import io.tillstream.protocol.downlink.ReadPage;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.store.layers.Followed;
import io.tillstream.store.layers.SaidRows;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes in a page of a layer: its rows, the note that they are to be settled, and the cursor, in
 * one transaction. A page that does not continue the cursor changes nothing. What the shop sells by
 * is not touched yet. Immutable.
 *
 * @param layer whose
 * @param scope of the layer, for people
 * @param page as it was read
 */
record ApplyPage(Layer layer, String scope, ReadPage page) implements Command<Boolean> {

  private static final int ROWS_PER_DOCUMENT = 4;

  private static final String OF_BUCKETS =
      "SELECT entity, row_key, payload FROM layer_row"
          + " WHERE layer = ? AND bucket >= ? AND bucket <= ?";
  private static final String OF_KEYS =
      "SELECT entity, row_key, payload, layer FROM layer_row WHERE row_key IN " + Batch.KEYS;
  private static final String INSERT =
      "INSERT INTO layer_row (parent, payload, bucket, layer, entity, row_key)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE layer_row SET parent = ?, payload = ?, bucket = ?"
          + " WHERE layer = ? AND entity = ? AND row_key = ?";
  private static final String DELETE =
      "DELETE FROM layer_row WHERE layer = ? AND entity = ? AND row_key = ?";
  private static final String INSERT_CURSOR =
      "INSERT INTO layer_cursor (scope, incarnation, after_seq, known_seq, known_hash, head_seq,"
          + " bucket, known_tables, moved_millis, layer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE_CURSOR =
      "UPDATE layer_cursor SET scope = ?, incarnation = ?, after_seq = ?, known_seq = ?,"
          + " known_hash = ?, head_seq = ?, bucket = ?, known_tables = ?, moved_millis = ?"
          + " WHERE layer = ?";

  @Override
  public int weight() {
    return 1 + page.rows().size() / ROWS_PER_DOCUMENT;
  }

  /** Answers whether it continued what was held. */
  @Override
  public Boolean applyTo(Batch batch) throws SQLException {
    Optional<FollowState> held = state(batch);
    Optional<FollowState> next = held.orElseGet(FollowState::start).accept(page.header());
    if (next.isEmpty()) {
      return false;
    }
    Map<RowName, Entry> before = held(batch);
    Map<RowName, Optional<Entry>> changes = page.changes(before);
    write(batch, before, changes);
    Due.note(batch, changes);
    move(batch, held.isPresent(), next.get());
    Followed.begin(batch);
    return true;
  }

  private Optional<FollowState> state(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(Cursors.SELECT);
    select.setString(1, layer.toString());
    try (ResultSet row = select.executeQuery()) {
      return Cursors.read(row);
    }
  }

  private Map<RowName, Entry> held(Batch batch) throws SQLException {
    Map<RowName, Entry> held = new HashMap<>();
    switch (page.header()) {
      case LayerHeader.Buckets buckets -> {
        PreparedStatement select = batch.prepare(OF_BUCKETS);
        select.setString(1, layer.toString());
        select.setInt(2, buckets.from());
        select.setInt(3, buckets.to());
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            take(held, row);
          }
        }
      }
      case LayerHeader.Changes changes -> {
        Set<String> keys = new HashSet<>();
        page.rows().keySet().forEach(name -> keys.add(name.key()));
        if (!keys.isEmpty()) {
          batch.select(
              OF_KEYS,
              keys,
              row -> {
                if (row.getString(4).equals(layer.toString())) {
                  take(held, row);
                }
              });
        }
      }
    }
    return held;
  }

  private static void take(Map<RowName, Entry> held, ResultSet row) throws SQLException {
    held.put(new RowName(row.getString(1), row.getString(2)), SaidRows.entry(row.getString(3)));
  }

  private void write(Batch batch, Map<RowName, Entry> before, Map<RowName, Optional<Entry>> changes)
      throws SQLException {
    List<Map.Entry<RowName, Entry>> fresh = new ArrayList<>();
    List<Map.Entry<RowName, Entry>> other = new ArrayList<>();
    List<RowName> gone = new ArrayList<>();
    changes.forEach(
        (name, entry) ->
            entry.ifPresentOrElse(
                said -> (before.containsKey(name) ? other : fresh).add(Map.entry(name, said)),
                () -> gone.add(name)));
    batch.write(INSERT, fresh, this::bind);
    batch.write(UPDATE, other, this::bind);
    batch.write(
        DELETE,
        gone.stream().filter(before::containsKey).toList(),
        (delete, name) -> {
          delete.setString(1, layer.toString());
          delete.setString(2, name.table());
          delete.setString(3, name.key());
        });
  }

  private void bind(PreparedStatement statement, Map.Entry<RowName, Entry> row)
      throws SQLException {
    RowName name = row.getKey();
    boolean isBarcode = name.table().equals(LayeredTable.BARCODE.toString());
    String parent =
        isBarcode && row.getValue() instanceof Entry.Present image
            ? (String) image.values().get(1)
            : null;
    statement.setString(1, parent);
    statement.setString(2, SaidRows.image(row.getValue()));
    statement.setInt(3, name.bucket());
    statement.setString(4, layer.toString());
    statement.setString(5, name.table());
    statement.setString(6, name.key());
  }

  private void move(Batch batch, boolean isKnown, FollowState next) throws SQLException {
    PreparedStatement write = batch.prepare(isKnown ? UPDATE_CURSOR : INSERT_CURSOR);
    write.setString(1, scope);
    Cursors.bind(write, next);
    write.setLong(9, batch.atMillis());
    write.setString(10, layer.toString());
    write.executeUpdate();
  }
}
