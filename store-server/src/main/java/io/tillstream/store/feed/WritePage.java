package io.tillstream.store.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.store.changelog.Entity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/**
 * Writes a page. The images are JSON in the log already and are copied, not read and written again.
 */
final class WritePage {

  private static final JsonFactory JSON = new JsonFactory();

  private WritePage() {}

  /** The page's bytes; {@code head} is the page without its tables. */
  static byte[] of(ChangePage head, Map<Entity, Map<String, String>> images) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("protocol", head.protocol());
      json.writeStringField("incarnation", head.incarnation());
      json.writeNumberField("after", head.after());
      json.writeNumberField("to", head.to());
      json.writeNumberField("head", head.head());
      json.writeBooleanField("checkpoint", head.checkpoint());
      json.writeNumberField("applied", head.applied());
      json.writeObjectFieldStart("acknowledged");
      json.writeNumberField("store", head.acknowledged().store());
      json.writeNumberField("headOffice", head.acknowledged().headOffice());
      json.writeEndObject();
      if (head.parked() != null) {
        json.writeArrayFieldStart("parked");
        for (DocumentVerdict parked : head.parked()) {
          write(json, parked);
        }
        json.writeEndArray();
      }
      if (head.closed() != null) {
        json.writeArrayFieldStart("closed");
        for (ChangePage.Closed closed : head.closed()) {
          json.writeStartObject();
          json.writeNumberField("epoch", closed.epoch());
          json.writeNumberField("applied", closed.applied());
          json.writeNumberField("headOffice", closed.headOffice());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeStringField("serverTime", head.serverTime().toString());
      json.writeArrayFieldStart("tables");
      for (Map.Entry<Entity, Map<String, String>> table : images.entrySet()) {
        write(json, table.getKey(), table.getValue());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, DocumentVerdict parked) throws IOException {
    json.writeStartObject();
    json.writeNumberField("n", parked.n());
    json.writeStringField("verdict", parked.verdict().name());
    json.writeStringField("reason", parked.reason().toString());
    if (parked.detail() != null) {
      json.writeStringField("detail", parked.detail());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Entity entity, Map<String, String> images)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("table", entity.toString());
    json.writeArrayFieldStart("columns");
    for (String column : entity.columns()) {
      json.writeString(column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (String image : images.values()) {
      if (!image.equals(ChangesRead.GONE)) {
        json.writeRawValue(image);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("removed");
    for (Map.Entry<String, String> row : images.entrySet()) {
      if (row.getValue().equals(ChangesRead.GONE)) {
        json.writeString(row.getKey());
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
