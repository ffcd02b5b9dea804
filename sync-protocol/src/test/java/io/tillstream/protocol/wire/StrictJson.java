package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Jackson as the services set it up, and a stricter twin that knows no unknown fields. */
public final class StrictJson {

  /** Refuses unknown fields unless a wire record itself ignores them. */
  public static final ObjectMapper AS_SERVICES_READ = mapper(new JacksonAnnotationIntrospector());

  /** Refuses every field that a wire record does not have. */
  public static final ObjectMapper COMPLETE =
      mapper(new HearNoIgnore()).enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private StrictJson() {}

  /** Reads, writes again, and answers what was written; nothing may be lost on the way. */
  public static <T> T roundTrip(byte[] json, Class<T> type) {
    try {
      T value = COMPLETE.readValue(json, type);
      if (!tree(COMPLETE.writeValueAsBytes(value)).equals(tree(json))) {
        throw new AssertionError(
            type.getSimpleName() + " is written as " + COMPLETE.writeValueAsString(value));
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Any JSON. */
  public static JsonNode tree(byte[] json) {
    try {
      return COMPLETE.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the services read it. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return AS_SERVICES_READ.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the services write it. */
  public static String write(Object value) {
    try {
      return AS_SERVICES_READ.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectMapper mapper(JacksonAnnotationIntrospector introspector) {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .annotationIntrospector(introspector)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static final class HearNoIgnore extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
        MapperConfig<?> config, Annotated annotated) {
      return JsonIgnoreProperties.Value.empty();
    }
  }
}
