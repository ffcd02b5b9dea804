package io.tillstream.store.uplink;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.exchange.WatchedExchange;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What a store says to its head office over HTTP, and how it is answered. Thread-safe. */
public final class HeadOfficeLine {

  /** What a person is told when something else answers, a proxy or a page of another program. */
  public static final String NOT_HEAD_OFFICE =
      "what answered at head office's address is not head office";

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final String base;
  private final String credential;
  private final Duration answerWithin;

  private HeadOfficeLine(UplinkConfig config, URI headOffice) {
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectWithin())
            .build();
    String address = headOffice.toString();
    base = (address.endsWith("/") ? address : address + "/") + "sync/v1/";
    credential = config.credential().orElse("");
    answerWithin = config.answerWithin();
  }

  /** The line to the head office that is configured, if one is. */
  public static Optional<HeadOfficeLine> of(UplinkConfig config) {
    return config.url().map(url -> new HeadOfficeLine(config, url));
  }

  /** Head office is of a version that knows nothing of it, or does not know the place asked for. */
  public static final class NotThere extends IOException {

    private static final long serialVersionUID = 1L;

    NotThere(String message) {
      super(message);
    }
  }

  /**
   * Asks, and takes no answer but a good one.
   *
   * @param path after {@code /sync/v1/}
   * @throws NotThere when there is nothing of it
   * @throws IOException when there is no whole answer that can be used
   */
  public byte[] get(String path) throws IOException {
    HttpResponse<byte[]> response = ask(path);
    if (response.statusCode() == NOT_FOUND) {
      throw new NotThere("head office has nothing at " + path);
    }
    return good(response).body();
  }

  /**
   * Asks.
   *
   * @param path after {@code /sync/v1/}
   * @return whatever it answers
   * @throws IOException when there is no whole answer; in words for a person
   */
  public HttpResponse<byte[]> ask(String path) throws IOException {
    URI asked = URI.create(base + path);
    try {
      return WatchedExchange.get(http, request(asked), answerWithin);
    } catch (IOException e) {
      throw new IOException(OutOfReach.words(e, asked), e);
    }
  }

  /**
   * Sends a body.
   *
   * @param path after {@code /sync/v1/}
   * @param headers names and values in turn
   * @return whatever it answers
   * @throws IOException when there is no whole answer, in words for a person: what was sent may
   *     have been taken in
   */
  public HttpResponse<byte[]> send(String path, byte[] body, String... headers) throws IOException {
    URI asked = URI.create(base + path);
    try {
      return WatchedExchange.post(http, request(asked).headers(headers), body, answerWithin);
    } catch (IOException e) {
      throw new IOException(OutOfReach.words(e, asked), e);
    }
  }

  /**
   * This answer.
   *
   * @throws IOException when it is a refusal
   */
  public static HttpResponse<byte[]> good(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != OK) {
      throw new IOException("head office answers " + response.statusCode());
    }
    return response;
  }

  /**
   * What an answer says.
   *
   * @throws IOException when nobody at head office says such a thing
   */
  public static <T> T read(ObjectMapper json, byte[] body, Class<T> type) throws IOException {
    T answer;
    try {
      answer = json.readValue(body, type);
    } catch (JacksonException e) {
      throw new IOException(NOT_HEAD_OFFICE, e);
    }
    if (answer == null) {
      throw new IOException(NOT_HEAD_OFFICE);
    }
    return answer;
  }

  private HttpRequest.Builder request(URI asked) {
    return HttpRequest.newBuilder(asked)
        .header("Authorization", "Bearer " + credential)
        .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION));
  }
}
