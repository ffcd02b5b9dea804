package io.tillstream.store.retrieval;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.exchange.WatchedExchange;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.HeldStreams;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.uplink.OutOfReach;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks over HTTP what head office holds of this store. Thread-safe. */
final class AskHeadOffice {

  private static final int NOT_FOUND = 404;

  private final ObjectMapper json;
  private final ReadBatch batches;
  private final HttpClient http;
  private final String facts;
  private final String credential;
  private final Duration answerWithin;

  AskHeadOffice(
      ObjectMapper json,
      ReadBatch batches,
      URI headOffice,
      String credential,
      Duration connectWithin,
      Duration answerWithin) {
    this.json = json;
    this.batches = batches;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectWithin)
            .build();
    String base = headOffice.toString();
    facts = (base.endsWith("/") ? base : base + "/") + "sync/v1/facts/";
    this.credential = credential;
    this.answerWithin = answerWithin;
  }

  /**
   * How far it holds the documents of this store.
   *
   * @throws IOException when there is no answer that can be used
   */
  List<HeldStreams.HeldStream> streams() throws IOException {
    HeldStreams held = json.readValue(get("streams"), HeldStreams.class);
    if (held == null || held.streams() == null) {
      throw new IOException("what answered at head office's address is not head office");
    }
    return held.streams();
  }

  /**
   * Some documents after a place; none when it holds no more.
   *
   * @throws IOException when there is no answer that can be used
   */
  ReceivedBatch documents(DocumentStream stream, long after) throws IOException {
    byte[] body =
        get(
            "documents?terminal=%s&epoch=%d&after=%d"
                .formatted(stream.terminal(), stream.epoch(), after));
    return batches.read(
        new ByteArrayInputStream(body),
        null,
        Protocol.BATCH_DOCUMENTS_MAX,
        Protocol.FACT_BYTES_MAX);
  }

  /** Head office is of a version that gives nothing back, or does not know the place asked for. */
  static final class NotThere extends IOException {

    private static final long serialVersionUID = 1L;

    NotThere(String message) {
      super(message);
    }
  }

  private byte[] get(String path) throws IOException {
    URI asked = URI.create(facts + path);
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
      throw new NotThere("head office gives nothing back at " + path);
    }
    if (response.statusCode() != 200) {
      throw new IOException("head office answers " + response.statusCode());
    }
    return response.body();
  }
}
