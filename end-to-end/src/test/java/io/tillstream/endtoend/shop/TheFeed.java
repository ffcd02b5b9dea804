package io.tillstream.endtoend.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.HeadOffice;
import io.tillstream.platform.schema.Schemas;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What replication jobs land of one head office, by each of the two ways. */
public final class TheFeed {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TheFeed() {}

  /** All facts, asked for page by page; each is what docs/schema says of it. */
  public static List<String> asked(HeadOffice headOffice) throws IOException {
    String credential =
        headOffice
            .admin()
            .post("/api/jobs", "{\"name\":\"erp\"}")
            .orRefused()
            .json()
            .path("credential")
            .asText();
    List<String> facts = new ArrayList<>();
    try (HttpPeer job = HttpPeer.at(headOffice.admin().port()).bearing(credential)) {
      String cursor = "";
      JsonNode header;
      do {
        byte[] page =
            job.send(
                    "GET",
                    "/feed/v1/facts?limit=10000&after=" + HttpPeer.escape(cursor),
                    null,
                    new byte[0],
                    "Accept: " + Protocol.NDJSON)
                .orRefused()
                .body();
        Schemas.checkLines("feed-header", "feed-fact", page);
        List<String> lines = List.of(new String(page, StandardCharsets.UTF_8).split("\n", -1));
        header = JSON.readTree(lines.getFirst());
        facts.addAll(lines.subList(1, lines.size() - 1));
        cursor = header.path("next").asText();
      } while (header.path("position").asLong() < header.path("head").asLong());
    }
    return facts;
  }

  /** All facts, as a job lands them that reads the topic: when it was told everything. */
  public static List<String> told(HeadOffice headOffice, Topic topic)
      throws IOException, InterruptedException {
    Until.holds(
        "the topic is told the feed",
        () -> {
          JsonNode standing = headOffice.admin().json("/api/feed/topic");
          return standing.path("position").asLong() == standing.path("head").asLong();
        });
    NavigableMap<Long, List<String>> landed = new TreeMap<>();
    boolean isWhole = true;
    for (Topic.FeedRecord record : topic.feed()) {
      boolean isNext = record.number() == 1 && isWhole && record.position() == after(landed);
      if (isNext) {
        landed.put(record.position(), new ArrayList<>());
      }
      // What it has already is told again by whoever comes after one that was killed.
      if (record.position() == after(landed) - 1
          && landed.get(record.position()).size() == record.number() - 1) {
        landed.get(record.position()).add(record.line());
        isWhole = record.number() == record.of();
      }
    }
    return landed.values().stream().flatMap(List::stream).toList();
  }

  private static long after(NavigableMap<Long, List<String>> landed) {
    return landed.isEmpty() ? 1 : landed.lastKey() + 1;
  }
}
