package io.tillstream.store.journey;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.tillstream.protocol.wire.Poke;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A terminal's open line to the store. */
final class AnEar implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<Poke> pokes = new CopyOnWriteArrayList<>();
  final List<String> comments = new CopyOnWriteArrayList<>();
  final CompletableFuture<?> ended;
  private final HttpClient client = HttpClient.newHttpClient();

  AnEar(String credential, Consumer<Poke> poked) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + "/sync/v1/pokes"))
            .header("Authorization", "Bearer " + credential)
            .header("Accept", "text/event-stream")
            .build();
    ended =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
            .thenAcceptAsync(answer -> answer.body().forEach(line -> hear(line, poked)));
  }

  private void hear(String line, Consumer<Poke> poked) {
    if (line.startsWith(":")) {
      comments.add(line);
    } else if (line.startsWith("data:")) {
      try {
        Poke poke = JSON.readValue(line.substring("data:".length()), Poke.class);
        poked.accept(poke);
        pokes.add(poke);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  boolean heard(long seq) {
    return pokes.stream().anyMatch(poke -> poke.seq() >= seq);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
