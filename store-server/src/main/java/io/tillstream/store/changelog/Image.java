package io.tillstream.store.changelog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes the image of a row as the log keeps it: a JSON array in the order of the columns. */
public final class Image {

  private static final JsonFactory JSON = new JsonFactory();

  private Image() {}

  /** An image of these values: texts, whole numbers, booleans or null. */
  public static String of(Object... values) {
    StringWriter text = new StringWriter(64);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Object value : values) {
        switch (value) {
          case null -> json.writeNull();
          case Boolean flag -> json.writeBoolean(flag);
          case Number number -> json.writeNumber(number.longValue());
          default -> json.writeString(value.toString());
        }
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return text.toString();
  }
}
