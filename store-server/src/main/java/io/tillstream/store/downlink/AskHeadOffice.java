package io.tillstream.store.downlink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.exchange.WatchedExchange;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.LayerPage;
import io.tillstream.protocol.wire.LayersAnswer;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.uplink.OutOfReach;
import io.tillstream.store.uplink.UplinkConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks head office over HTTP what it says. One thread. */
final class AskHeadOffice implements HeadOffice {

  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final ObjectMapper json;
  private final HttpClient http;
  private final URI layers;
  private final String credential;
  private final Duration answerWithin;
  private final int rows;

  AskHeadOffice(ObjectMapper json, URI headOffice, UplinkConfig config, int rows) {
    this.json = json;
    this.rows = rows;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectWithin())
            .build();
    String base = headOffice.toString();
    layers = URI.create((base.endsWith("/") ? base : base + "/") + "sync/v1/layers");
    credential = config.credential().orElse("");
    answerWithin = config.answerWithin();
  }

  @Override
  public LayersAnswer heads(Map<Layer, FollowState> standing) throws IOException {
    StringBuilder query = new StringBuilder();
    standing.forEach(
        (layer, state) -> {
          if (state instanceof FollowState.Following following) {
            query.append(query.isEmpty() ? '?' : '&');
            query.append(layer).append('=').append(following.after());
          }
        });
    HttpResponse<byte[]> response = get(layers + query.toString());
    if (response.statusCode() != OK) {
      throw new IOException(refusal(response));
    }
    LayersAnswer answer = json.readValue(response.body(), LayersAnswer.class);
    if (answer == null) {
      throw new IOException("what answered at head office's address is not head office");
    }
    return answer;
  }

  @Override
  public Optional<LayerPage> page(Layer layer, FollowState standing) throws IOException {
    String path =
        switch (standing) {
          case FollowState.Unknown unknown -> "/rows?bucket=0";
          case FollowState.Reading reading -> "/rows?bucket=" + reading.bucket();
          case FollowState.Following following -> "/changes?after=" + following.after();
        };
    HttpResponse<byte[]> response =
        get(layers + "/" + layer + path + "&rows=" + rows + known(standing.known()));
    if (response.statusCode() == CONFLICT
        && code(response).equals(ProblemCode.CURSOR_REFUSED.toString())) {
      return Optional.empty();
    }
    if (response.statusCode() != OK) {
      throw new IOException(refusal(response));
    }
    LayerPage page = json.readValue(response.body(), LayerPage.class);
    if (page == null || page.layer() != layer) {
      throw new IOException("what answered at head office's address is not head office");
    }
    return Optional.of(page);
  }

  private static String known(Optional<Known> known) {
    return known
        .map(
            each ->
                "&incarnation="
                    + each.incarnation()
                    + "&seq="
                    + each.seq()
                    + "&hash="
                    + each.hash())
        .orElse("");
  }

  private HttpResponse<byte[]> get(String uri) throws IOException {
    URI asked = URI.create(uri);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(asked)
            .header("Authorization", "Bearer " + credential)
            .header(Protocol.VERSION_HEADER, Integer.toString(Protocol.VERSION));
    try {
      return WatchedExchange.get(http, request, answerWithin);
    } catch (IOException e) {
      throw new IOException("head office is out of reach: " + OutOfReach.words(e, asked), e);
    }
  }

  private String refusal(HttpResponse<byte[]> response) {
    return "head office answers " + response.statusCode() + " " + code(response);
  }

  private String code(HttpResponse<byte[]> response) {
    try {
      JsonNode problem = json.readTree(response.body());
      return problem == null ? "" : problem.path("code").asText("");
    } catch (IOException e) {
      return ""; // something between the two answered, in a language of its own
    }
  }
}
