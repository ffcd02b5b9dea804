package io.tillstream.endtoend.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a program answered.
 *
 * @param request method and path, for messages
 * @param status HTTP status
 * @param body all of it; empty when there is none
 * @param retryAfter the header, as it came; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
public record HttpAnswer(String request, int status, byte[] body, String retryAfter) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the request was done. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * The body as JSON; a missing node when there is none.
   *
   * @throws IOException when it is not JSON
   */
  public JsonNode json() throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IOException(request + " did not answer JSON but: " + beginning(), e);
    }
  }

  /**
   * This answer, if the request was done.
   *
   * @throws Refused otherwise, with what the program said
   */
  public HttpAnswer orRefused() {
    if (!isSuccess()) {
      throw new Refused(request, status, beginning());
    }
    return this;
  }

  /** The body as people read it, shortened. */
  public String beginning() {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.length() <= 600 ? text : text.substring(0, 600) + "…";
  }
}
