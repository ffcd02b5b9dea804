package io.tillstream.store.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.exchange.WatchedExchange;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.TransfersAnswer;
import io.tillstream.protocol.wire.TransfersRequest;
import io.tillstream.store.uplink.OutOfReach;
import io.tillstream.store.uplink.UplinkConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks over HTTP what other stores have said of this store's transfers. Thread-safe. */
final class AskForTransfers {

  private static final int OK = 200;

  private final ObjectMapper json;
  private final HttpClient http;
  private final URI transfers;
  private final String credential;
  private final Duration answerWithin;

  AskForTransfers(ObjectMapper json, URI headOffice, UplinkConfig config) {
    this.json = json;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectWithin())
            .build();
    String base = headOffice.toString();
    transfers = URI.create((base.endsWith("/") ? base : base + "/") + "sync/v1/transfers");
    credential = config.credential().orElse("");
    answerWithin = config.answerWithin();
  }

  /**
   * Of these, and of those of which this store has no document yet.
   *
   * @throws IOException when there is no answer that can be used
   */
  List<TransfersAnswer.Told> about(List<String> open) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(transfers)
            .header("Authorization", "Bearer " + credential)
            .header("Content-Type", "application/json");
    byte[] body = json.writeValueAsBytes(new TransfersRequest(Protocol.VERSION, open));
    HttpResponse<byte[]> response;
    try {
      response = WatchedExchange.post(http, request, body, answerWithin);
    } catch (IOException e) {
      throw new IOException(OutOfReach.words(e, transfers), e);
    }
    if (response.statusCode() != OK) {
      throw new IOException("head office answers " + response.statusCode());
    }
    TransfersAnswer answer = json.readValue(response.body(), TransfersAnswer.class);
    if (answer == null) {
      throw new IOException("what answered at head office's address is not head office");
    }
    return answer.transfers();
  }
}
