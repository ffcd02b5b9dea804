package io.tillstream.endtoend.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an answer to bad input may be. */
final class Judge {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\bat [a-z]\\w*(?:\\.\\w+)+\\(|\\b(?:java|javax|jakarta|io\\.tillstream|io\\.quarkus|io\\.vertx|org\\.h2"
              + "|org\\.sqlite|com\\.fasterxml|io\\.netty)\\.[a-z]+\\.|\\w+Exception\\b|SQLSTATE|jdbc:",
          Pattern.CASE_INSENSITIVE);
  // A service that waits for another program, or for an administrator.
  private static final Set<String> WAITING =
      Set.of("store-unreachable", "store-parked", "not-available");
  private static final Set<Integer> OF_THE_HTTP_LAYER =
      Set.of(400, 404, 413, 414, 417, 431, 501, 505);

  private Judge() {}

  /** What is wrong with the answer; empty when nothing is. */
  static Optional<String> fault(Mutant mutant, Answer answer) throws IOException {
    boolean head = mutant.request().method().equals("HEAD");
    if (answer.status() == 0) {
      return mutant.legible() ? Optional.of("no answer") : Optional.empty();
    }
    Matcher inside = INSIDE.matcher(answer.type().contains("html") ? "" : withoutValues(answer));
    if (answer.status() >= 400 && inside.find()) {
      return Optional.of("tells of its inside: " + inside.group());
    }
    if (answer.status() < 400 || head) {
      return answer.status() >= 500 && !isWaiting(answer, head)
          ? Optional.of("status " + answer.status())
          : Optional.empty();
    }
    if (!mutant.legible()
        && answer.body().length == 0
        && OF_THE_HTTP_LAYER.contains(answer.status())) {
      return Optional.empty();
    }
    if (!answer.type().startsWith("application/problem+json")) {
      return Optional.of(
          "status %d in '%s', not a problem".formatted(answer.status(), answer.type()));
    }
    JsonNode problem;
    try {
      problem = JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return Optional.of("a problem that is no JSON");
    }
    if (problem.path("status").asInt() != answer.status()
        || problem.path("code").asText().isEmpty()
        || problem.path("title").asText().isEmpty()
        || !problem.path("type").asText().startsWith("urn:tillstream:problem:")) {
      return Optional.of("a problem without its members: " + problem);
    }
    return answer.status() >= 500 && !isWaiting(answer, head)
        ? Optional.of("status " + answer.status() + " " + problem)
        : Optional.empty();
  }

  private static boolean isWaiting(Answer answer, boolean head) throws IOException {
    return answer.status() == 503
        && (head || WAITING.contains(JSON.readTree(answer.body()).path("code").asText()));
  }

  // What a caller said may be said back to him.
  private static String withoutValues(Answer answer) {
    return answer.text().replaceAll("x{20,}|y{20,}", "");
  }
}
