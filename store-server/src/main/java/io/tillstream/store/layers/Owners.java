package io.tillstream.store.layers;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.Owner;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose word rows are, where head office has one in them: as a batch finds and leaves it. */
public final class Owners {

  private static final String SELECT =
      "SELECT entity, row_key, layer, withheld, payload FROM row_owner WHERE row_key IN "
          + Batch.KEYS;
  private static final String KEPT_BARCODES =
      "SELECT row_key, payload FROM row_owner WHERE entity = 'barcode' AND payload IS NOT NULL";
  private static final String INSERT =
      "INSERT INTO row_owner (layer, withheld, payload, since_millis, entity, row_key)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE row_owner SET layer = ?, withheld = ?, payload = ?, since_millis = ?"
          + " WHERE entity = ? AND row_key = ?";
  private static final String DELETE = "DELETE FROM row_owner WHERE entity = ? AND row_key = ?";

  private final Batch batch;
  private final Map<RowName, Held> before;
  private final Map<RowName, Optional<Held>> after = new HashMap<>();

  /** An owner, and the image of its row while that is not in force; else null. */
  private record Held(Owner owner, String image) {}

  private Owners(Batch batch, Map<RowName, Held> before) {
    this.batch = batch;
    this.before = before;
  }

  /** Of all rows with these keys, in any table. */
  public static Owners of(Batch batch, Collection<String> keys) throws SQLException {
    Map<RowName, Held> owners = new HashMap<>();
    if (!keys.isEmpty()) {
      batch.select(
          SELECT,
          keys,
          row ->
              owners.put(
                  new RowName(row.getString(1), row.getString(2)),
                  new Held(
                      new Owner(Layer.of(row.getString(3)), row.getBoolean(4)), row.getString(5))));
    }
    return new Owners(batch, owners);
  }

  /** The barcodes that the store has given to items, though they are not in force. */
  public static Set<String> keptBarcodes(Batch batch, Set<String> items) throws SQLException {
    Set<String> barcodes = new HashSet<>();
    try (ResultSet row = batch.prepare(KEPT_BARCODES).executeQuery()) {
      while (row.next()) {
        if (SaidRows.entry(row.getString(2)) instanceof Entry.Present kept
            && items.contains(ItemsOf.ofBarcode(kept))) {
          barcodes.add(row.getString(1));
        }
      }
    }
    return barcodes;
  }

  /** Empty for a row that is the store's alone. */
  public Optional<Owner> of(LayeredTable table, String key) {
    return Optional.ofNullable(before.get(new RowName(table.toString(), key))).map(Held::owner);
  }

  /** What the store said of a row while that is not in force; empty at any other time. */
  public Optional<Entry.Present> kept(LayeredTable table, String key) {
    Held held = before.get(new RowName(table.toString(), key));
    return held != null
            && held.image() != null
            && SaidRows.entry(held.image()) instanceof Entry.Present row
        ? Optional.of(row)
        : Optional.empty();
  }

  /** Notes whose word a row is from now on. */
  public void put(LayeredTable table, String key, Optional<Owner> owner) {
    after.put(new RowName(table.toString(), key), owner.map(each -> new Held(each, null)));
  }

  /** Notes what the store has said of a row, though it is not in force. */
  public void keep(LayeredTable table, String key, Entry.Present row) {
    Held held = new Held(Owner.OWN, SaidRows.image(row));
    after.put(new RowName(table.toString(), key), Optional.of(held));
  }

  /** Writes what is different now. */
  public void write() throws SQLException {
    List<RowName> fresh = new ArrayList<>();
    List<RowName> other = new ArrayList<>();
    List<RowName> gone = new ArrayList<>();
    after.forEach(
        (name, owner) -> {
          Held held = before.get(name);
          if (!owner.equals(Optional.ofNullable(held))) {
            (owner.isEmpty() ? gone : held == null ? fresh : other).add(name);
          }
        });
    batch.write(INSERT, fresh, this::bind);
    batch.write(UPDATE, other, this::bind);
    batch.write(
        DELETE,
        gone,
        (delete, name) -> {
          delete.setString(1, name.table());
          delete.setString(2, name.key());
        });
  }

  private void bind(PreparedStatement statement, RowName name) throws SQLException {
    Held held = after.get(name).orElseThrow();
    statement.setString(1, held.owner().layer().toString());
    statement.setBoolean(2, held.owner().withheld());
    statement.setString(3, held.image());
    statement.setLong(4, batch.atMillis());
    statement.setString(5, name.table());
    statement.setString(6, name.key());
  }
}
