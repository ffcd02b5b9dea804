package io.tillstream.store.uplink;

import io.tillstream.platform.exchange.WatchedExchange;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks head office over HTTP what it holds of this store. Thread-safe. */
public final class HeadOfficeLine {

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
   * Asks.
   *
   * @param path after {@code /sync/v1/}
   * @throws NotThere when there is nothing of it
   * @throws IOException when there is no whole answer that can be used
   */
  public byte[] get(String path) throws IOException {
    URI asked = URI.create(base + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(asked)
            .header("Authorization", "Bearer " + credential)
            .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION));
    HttpResponse<byte[]> response;
    try {
      response = WatchedExchange.get(http, request, answerWithin);
    } catch (IOException e) {
      throw new IOException(OutOfReach.words(e, asked), e);
    }
    if (response.statusCode() == NOT_FOUND) {
      throw new NotThere("head office has nothing at " + path);
    }
    if (response.statusCode() != 200) {
      throw new IOException("head office answers " + response.statusCode());
    }
    return response.body();
  }
}
