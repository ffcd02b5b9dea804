package io.tillstream.platform.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.io.IOException;

/** Whether bytes can stand inside JSON as they are. Stateless. */
public final class WellFormed {

  private static final JsonFactory JSON = new JsonFactory();

  private WellFormed() {}

  /** Whether they are one JSON value, in UTF-8, and nothing besides. */
  public static boolean isJson(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null && bytes[0] != BYTE_ORDER_MARK && hasNoZero(bytes);
    } catch (JsonProcessingException | CharConversionException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be read", e);
    }
  }

  // Jackson recognises UTF-16 and UTF-32 by their zeros and marks; inside a line of UTF-8 they are
  // none. A zero in UTF-8 is no JSON anyway.
  private static final byte BYTE_ORDER_MARK = (byte) 0xEF;

  private static boolean hasNoZero(byte[] bytes) {
    for (byte each : bytes) {
      if (each == 0) {
        return false;
      }
    }
    return bytes[0] != (byte) 0xFE && bytes[0] != (byte) 0xFF;
  }
}
