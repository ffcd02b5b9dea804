package io.tillstream.headoffice.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.layer.Entry;
import java.util.Arrays;
import java.util.List;

/** The image of a row in the database: a JSON array in the order of the columns. */
final class Images {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Images() {}

  /** Null for a row that is withheld. */
  static String of(Entry entry) {
    return switch (entry) {
      case Entry.Present row -> write(row.values());
      case Entry.Withheld blocked -> null;
    };
  }

  static Entry read(String image) {
    return image == null ? new Entry.Withheld() : new Entry.Present(values(image));
  }

  private static List<Object> values(String image) {
    try {
      return Arrays.asList(JSON.readValue(image, Object[].class)); // a list with nulls
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds a row that cannot be read", e);
    }
  }

  private static String write(List<Object> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row cannot be written", e);
    }
  }
}
