package io.tillstream.headoffice.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.LayeredTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes a page. Images are JSON in the database already and are copied. */
final class WriteLayerPage {

  private static final JsonFactory JSON = new JsonFactory();

  private WriteLayerPage() {}

  static byte[] changes(int protocol, Layer layer, LayerRows rows, Instant now) throws IOException {
    return page(protocol, layer, rows, now, "after", "to");
  }

  static byte[] buckets(int protocol, Layer layer, LayerRows rows, Instant now) throws IOException {
    return page(protocol, layer, rows, now, "fromBucket", "toBucket");
  }

  private static byte[] page(
      int protocol, Layer layer, LayerRows rows, Instant now, String from, String to)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("protocol", protocol);
      json.writeStringField("layer", layer.toString());
      json.writeStringField("scope", rows.standing().scope().name());
      json.writeStringField("incarnation", rows.standing().incarnation());
      json.writeNumberField(from, rows.from());
      json.writeNumberField(to, rows.to());
      json.writeNumberField("head", rows.standing().seq());
      json.writeStringField("hash", rows.hash().toString());
      json.writeStringField("serverTime", now.toString());
      json.writeArrayFieldStart("tables");
      for (Map.Entry<String, Map<String, Optional<LayerRows.Image>>> table :
          rows.tables().entrySet()) {
        table(json, table.getKey(), table.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void table(
      JsonGenerator json, String table, Map<String, Optional<LayerRows.Image>> rows)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("table", table);
    json.writeArrayFieldStart("columns");
    for (String column : LayeredTable.of(table).map(LayeredTable::columns).orElse(List.of())) {
      json.writeString(column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (Optional<LayerRows.Image> image : rows.values()) {
      if (image.isPresent() && image.get().json() != null) {
        json.writeRawValue(image.get().json());
      }
    }
    json.writeEndArray();
    keys(json, "withheld", rows, said -> said.isPresent() && said.get().json() == null);
    keys(json, "removed", rows, Optional::isEmpty);
    json.writeEndObject();
  }

  private static void keys(
      JsonGenerator json,
      String field,
      Map<String, Optional<LayerRows.Image>> rows,
      Predicate<Optional<LayerRows.Image>> which)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Map.Entry<String, Optional<LayerRows.Image>> row : rows.entrySet()) {
      if (which.test(row.getValue())) {
        json.writeString(row.getKey());
      }
    }
    json.writeEndArray();
  }
}
