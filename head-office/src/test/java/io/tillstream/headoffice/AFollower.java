package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.downlink.LayerHeader;
import io.tillstream.protocol.downlink.ReadPage;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.protocol.wire.LayerPage;
import io.tillstream.protocol.wire.Protocol;
import java.util.HashMap;
import java.util.Map;

/** A store that follows one layer of head office, in pages of a few rows. */
final class AFollower {

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private static final int ROWS = 7;

  private final AStore store;
  private final Layer layer;
  private final Map<RowName, Entry> rows = new HashMap<>();
  private FollowState state = FollowState.start();

  AFollower(AStore store, Layer layer) {
    this.store = store;
    this.layer = layer;
  }

  /** The same, from this state on instead of the beginning. */
  AFollower from(FollowState begun) {
    state = begun;
    return this;
  }

  FollowState state() {
    return state;
  }

  /** Follows to the head of the log; when it is refused, from the beginning. */
  Map<RowName, Entry> follows() {
    do {
      Response answer = asks(state);
      if (answer.statusCode() == 409) {
        state = state.refused();
      } else {
        take(answer.then().statusCode(200).extract().asString());
      }
    } while (!state.isWhole());
    return rows;
  }

  /** Asks for the page that continues a state. */
  Response asks(FollowState from) {
    RequestSpecification request =
        given()
            .auth()
            .oauth2(store.credential)
            .header(Protocol.VERSION_HEADER, Protocol.VERSION)
            .queryParam("rows", ROWS);
    from.known().ifPresent(known -> say(request, known));
    return switch (from) {
      case FollowState.Unknown unknown -> request.queryParam("bucket", 0).get(path("rows"));
      case FollowState.Reading reading ->
          request.queryParam("bucket", reading.bucket()).get(path("rows"));
      case FollowState.Following following ->
          request.queryParam("after", following.after()).get(path("changes"));
    };
  }

  private static void say(RequestSpecification request, Known known) {
    request
        .queryParam("incarnation", known.incarnation())
        .queryParam("seq", known.seq())
        .queryParam("hash", known.hash().toString());
  }

  private String path(String kind) {
    return "/sync/v1/layers/" + layer + "/" + kind;
  }

  private void take(String body) {
    ReadPage page = read(body).read(state.known());
    Map<RowName, Entry> held = new HashMap<>(rows);
    if (page.header() instanceof LayerHeader.Buckets buckets) {
      held.keySet()
          .removeIf(name -> name.bucket() < buckets.from() || name.bucket() > buckets.to());
    }
    state = state.accept(page.header()).orElseThrow();
    page.changes(held)
        .forEach(
            (name, entry) ->
                entry.ifPresentOrElse(said -> rows.put(name, said), () -> rows.remove(name)));
  }

  private static LayerPage read(String body) {
    try {
      return JSON.readValue(body, LayerPage.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
