package io.tillstream.store.layers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.protocol.layer.Settled;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What head office's layers say of rows, as the store has followed them. */
public final class SaidRows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SELECT =
      "SELECT entity, row_key, layer, payload FROM layer_row WHERE row_key IN " + Batch.KEYS;
  private static final String BARCODES =
      "SELECT row_key FROM layer_row WHERE entity = 'barcode' AND parent IN " + Batch.KEYS;

  private final Map<RowName, Map<Layer, Entry>> rows;

  private SaidRows(Map<RowName, Map<Layer, Entry>> rows) {
    this.rows = rows;
  }

  /** Of all rows with these keys, in any table. */
  public static SaidRows of(Batch batch, Collection<String> keys) throws SQLException {
    Map<RowName, Map<Layer, Entry>> rows = new HashMap<>();
    if (!keys.isEmpty()) {
      batch.select(
          SELECT,
          keys,
          row ->
              rows.computeIfAbsent(
                      new RowName(row.getString(1), row.getString(2)),
                      name -> new EnumMap<>(Layer.class))
                  .put(Layer.of(row.getString(3)), entry(row.getString(4))));
    }
    return new SaidRows(rows);
  }

  /** The barcodes that head office gives to items. */
  public static Set<String> barcodes(Batch batch, Collection<String> items) throws SQLException {
    Set<String> barcodes = new HashSet<>();
    if (!items.isEmpty()) {
      batch.select(BARCODES, items, row -> barcodes.add(row.getString(1)));
    }
    return barcodes;
  }

  /** The word that counts; empty when head office says nothing. */
  public Optional<Settled.Said> of(LayeredTable table, String key) {
    return Settled.Said.highest(rows.getOrDefault(new RowName(table.toString(), key), Map.of()));
  }

  /** The row as the highest layer has it that has one, also when a higher one withholds it. */
  public Optional<Entry.Present> known(LayeredTable table, String key) {
    Map<Layer, Entry> entries = rows.getOrDefault(new RowName(table.toString(), key), Map.of());
    return Layer.OF_HEAD_OFFICE.reversed().stream()
        .map(entries::get)
        .filter(Entry.Present.class::isInstance)
        .map(Entry.Present.class::cast)
        .findFirst();
  }

  /** As it is kept: a JSON array in the order of the columns, or nothing for a withheld row. */
  public static Entry entry(String image) {
    if (image == null) {
      return new Entry.Withheld();
    }
    try {
      return new Entry.Present(Arrays.asList(JSON.readValue(image, Object[].class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of head office cannot be read: " + image, e);
    }
  }

  /** The other way round. */
  public static String image(Entry entry) {
    return switch (entry) {
      case Entry.Withheld blocked -> null;
      case Entry.Present row -> {
        try {
          // Rows of tables that this program does not know are kept as they came.
          yield JSON.writeValueAsString(row.values());
        } catch (JsonProcessingException e) {
          throw new IllegalStateException("a row of head office cannot be kept", e);
        }
      }
    };
  }
}
