package io.tillstream.store.downlink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.LayerPage;
import io.tillstream.protocol.wire.LayersAnswer;
import io.tillstream.store.uplink.HeadOfficeLine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** Asks head office over HTTP what it says. One thread. */
final class AskHeadOffice implements HeadOffice {

  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final ObjectMapper json;
  private final HeadOfficeLine line;
  private final int rows;

  AskHeadOffice(ObjectMapper json, HeadOfficeLine line, int rows) {
    this.json = json;
    this.line = line;
    this.rows = rows;
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
    HttpResponse<byte[]> response = ask("layers" + query);
    if (response.statusCode() != OK) {
      throw new IOException(refusal(response));
    }
    return HeadOfficeLine.read(json, response.body(), LayersAnswer.class);
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
        ask("layers/" + layer + path + "&rows=" + rows + known(standing.known()));
    if (response.statusCode() == CONFLICT
        && code(response).equals(ProblemCode.CURSOR_REFUSED.toString())) {
      return Optional.empty();
    }
    if (response.statusCode() != OK) {
      throw new IOException(refusal(response));
    }
    LayerPage page = HeadOfficeLine.read(json, response.body(), LayerPage.class);
    if (page.layer() != layer) {
      throw new IOException(HeadOfficeLine.NOT_HEAD_OFFICE);
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

  private HttpResponse<byte[]> ask(String path) throws IOException {
    try {
      return line.ask(path);
    } catch (IOException e) {
      throw new IOException("head office is out of reach: " + e.getMessage(), e);
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
