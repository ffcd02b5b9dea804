package io.tillstream.store.document;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Upcast;
import java.io.IOException;

/**
 * How the bytes of a document are read, the same when it comes in and when it is looked at again.
 * Whole numbers only, no guessing.
 */
public final class DocumentJson {

  /** Reads a {@link Document}; thread-safe. */
  public static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build()
          .readerFor(Document.class);

  private DocumentJson() {}

  /**
   * A document in this version's form, or null when the text says {@code null}.
   *
   * @throws IOException when it is no JSON, or none of this form
   */
  public static Document read(byte[] body) throws IOException {
    return Upcast.current(READER.readValue(body, Document.class));
  }
}
