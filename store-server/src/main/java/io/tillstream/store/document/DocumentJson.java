package io.tillstream.store.document;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.protocol.document.Document;

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
}
