package io.tillstream.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tillstream.agent.shop.SmallStore;
import io.tillstream.protocol.document.Document;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;

/** What a till app says to an agent that runs, and a store that is there again before each test. */
abstract class TillApp {

  private static final AtomicInteger REFERENCES = new AtomicInteger();

  SmallStore store;

  @BeforeEach
  final void online() {
    store.heal();
    waitUntil(() -> "online".equals(status("link")));
    given().post("/v1/sync").then().statusCode(200);
  }

  final ValidatableResponse sell(String reference, String item, int units) {
    return sale(
        """
        {"reference":"%s","lines":[{"item":"ITEM","quantity":UNITS}]}"""
            .replace("ITEM", item)
            .replace("UNITS", Integer.toString(units)),
        reference);
  }

  final ValidatableResponse sale(String body, String reference) {
    return given()
        .contentType(ContentType.JSON)
        .body(body.replace("%s", reference))
        .post("/v1/sales")
        .then();
  }

  final ValidatableResponse post(String path, String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body.replace("%s", reference()))
        .post(path)
        .then();
  }

  static String reference() {
    return "ref-" + REFERENCES.incrementAndGet();
  }

  final Document atTheStore(String reference) {
    return store.documents().stream()
        .filter(document -> document.reference().equals(reference))
        .findFirst()
        .orElse(null);
  }

  static String status(String field) {
    return String.valueOf(given().get("/v1/status").<Object>path(field));
  }

  static long lastN() {
    return given().get("/v1/status").<Integer>path("last.n");
  }

  static long onHand(String item) {
    return Long.parseLong(given().get("/v1/stock/{item}", item).path("quantity"));
  }

  static void waitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
