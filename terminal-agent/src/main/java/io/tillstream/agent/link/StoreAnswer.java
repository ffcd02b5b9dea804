package io.tillstream.agent.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.protocol.wire.Protocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What the store said.
 *
 * @param status of HTTP
 * @param headers of HTTP
 * @param body as it came, compressed or not; not to be changed
 * @param sent when the request began
 * @param answered when all of the answer was here
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
public record StoreAnswer(
    int status, HttpHeaders headers, byte[] body, Instant sent, Instant answered) {

  // An answer may unfold so far; a page is cut at half of it.
  private static final long UNZIPPED_BYTES_MAX = 16L * 1024 * 1024;

  /**
   * Reads the body.
   *
   * @throws IOException when it is not what was expected: whatever answers at the store's address,
   *     a hotspot's login page for example, is not the store
   */
  public <T> T as(Class<T> type) throws IOException {
    try (InputStream in = open()) {
      T value = WireJson.read(in, type);
      if (value == null) {
        throw notTheStores();
      }
      return value;
    } catch (JsonProcessingException e) {
      IOException fault = notTheStores();
      fault.initCause(e);
      throw fault;
    }
  }

  /** Says that this cannot have come from a store. */
  public IOException notTheStores() {
    return new IOException(
        "what answered at the store's address is not a store: HTTP %d, %s"
            .formatted(status, headers.firstValue("Content-Type").orElse("of no type")));
  }

  /** Whether it is a refusal in the store's own form, with a code. */
  public boolean isProblem() {
    return !problemCode().isEmpty();
  }

  /** The problem's code, when the answer is one. */
  public String problemCode() {
    return problem().map(problem -> problem.path("code").asText("")).orElse("");
  }

  /** What the store says is wrong, in its words, or the bare status. */
  public String problemDetail() {
    return problem()
        .map(problem -> problem.path("detail").asText(problem.path("title").asText("")))
        .filter(detail -> !detail.isBlank())
        .orElse("HTTP " + status);
  }

  /** For how long the store wants to be left alone; what others ask for is no word of the store. */
  public Optional<Duration> retryAfter() {
    return headers
        .firstValue("Retry-After")
        .filter(value -> isProblem())
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  /** The store's clock when it answered; earlier stores do not say it. */
  Optional<Instant> serverTime() {
    try {
      return headers.firstValue(Protocol.TIME_HEADER).map(Instant::parse);
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> problem() {
    try {
      return Optional.of(as(JsonNode.class));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private InputStream open() throws IOException {
    InputStream in = new ByteArrayInputStream(body);
    boolean gzip = headers.firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    return new Bounded(gzip ? new GZIPInputStream(in, 8192) : in, UNZIPPED_BYTES_MAX);
  }
}
