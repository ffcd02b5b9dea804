package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A program of the ERP, the warehouse or BI that follows head office's books. */
final class AJob {

  private static final JsonMapper JSON = new JsonMapper();

  final String name;
  String credential;
  String cursor;

  private AJob(String name) {
    this.name = name;
  }

  static AJob aJob() {
    AJob job = new AJob("job-" + UUID.randomUUID().toString().toLowerCase(Locale.ROOT));
    job.credential = register(job.name).statusCode(201).extract().path("credential");
    return job;
  }

  static ValidatableResponse register(String name) {
    return HeadOffice.admin()
        .contentType(ContentType.JSON)
        .body("{\"name\":\"" + name + "\"}")
        .post("/api/jobs")
        .then();
  }

  /** One that has everything that other tests have left. */
  static AJob aJobUpToDate() {
    AJob job = aJob();
    job.reads(10_000);
    return job;
  }

  ValidatableResponse asks(String after, Object limit) {
    RequestSpecification request = given().header("Authorization", "Bearer " + credential);
    if (after != null) {
      request.queryParam("after", after);
    }
    return request.queryParam("limit", limit).get("/feed/v1/facts").then();
  }

  /** A page. */
  record Page(JsonNode header, List<String> facts) {

    static Page of(byte[] body) {
      List<String> lines = List.of(new String(body, StandardCharsets.UTF_8).split("\n", -1));
      return new Page(tree(lines.getFirst()), lines.subList(1, lines.size() - 1));
    }
  }

  Page page(int limit) {
    Page page = Page.of(asks(cursor, limit).statusCode(200).extract().asByteArray());
    if (page.header().has("next")) {
      cursor = page.header().get("next").asText();
    }
    return page;
  }

  /** Everything until there is no more, line by line. */
  List<String> reads(int limit) {
    List<String> facts = new ArrayList<>();
    Page page;
    do {
      page = page(limit);
      facts.addAll(page.facts());
    } while (page.header().get("position").asLong() < page.header().get("head").asLong());
    return facts;
  }

  /** Of one store alone: other tests deliver to the same head office. */
  List<String> readsOf(AStore store, int limit) {
    return reads(limit).stream()
        .filter(line -> tree(line).get("store").asText().equals(store.id.value()))
        .toList();
  }

  static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
