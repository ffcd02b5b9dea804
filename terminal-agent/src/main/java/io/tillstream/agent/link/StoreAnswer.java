package io.tillstream.agent.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
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
   * @throws IOException when it is not what was expected
   */
  public <T> T as(Class<T> type) throws IOException {
    try (InputStream in = open()) {
      T value = WireJson.read(in, type);
      if (value == null) {
        throw new IOException("the answer is empty");
      }
      return value;
    }
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

  /** For how long the store wants to be left alone. */
  public Optional<Duration> retryAfter() {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
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
