package io.tillstream.endtoend.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.http.HttpPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every endpoint there is, so that none is forgotten: {@code GET /api/items/{item}}. */
final class Endpoints {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CLASS_PATH =
      Pattern.compile("@Path\\(\"([^\"]*)\"\\)(?=[^{]*class )", Pattern.DOTALL);
  private static final Pattern METHOD =
      Pattern.compile(
          "@(GET|POST|PUT|DELETE|PATCH)\\b((?:\\s+@\\w+(?:\\((?:[^()\"]|\"[^\"]*\")*\\))?)*)");
  private static final Pattern OWN_PATH = Pattern.compile("@Path\\(\"([^\"]*)\"\\)");

  private Endpoints() {}

  /** As a server's OpenAPI document tells them. */
  static SortedSet<String> of(int port) throws IOException {
    JsonNode document =
        JSON.readTree(HttpPeer.at(port).get("/q/openapi?format=json").orRefused().body());
    SortedSet<String> endpoints = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            endpoints.add(
                                method.toUpperCase(Locale.ROOT) + " " + plain(path.getKey()));
                          }
                        }));
    return endpoints;
  }

  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

  /** As the sources of a program tell them that has no such document. */
  static SortedSet<String> ofSources(Path sources) {
    SortedSet<String> endpoints = new TreeSet<>();
    try (Stream<Path> files = Files.walk(sources)) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(file -> add(file, endpoints));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return endpoints;
  }

  private static void add(Path file, SortedSet<String> endpoints) {
    String source;
    try {
      source = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher whole = CLASS_PATH.matcher(source);
    if (!whole.find()) {
      return;
    }
    Matcher method = METHOD.matcher(source);
    while (method.find()) {
      Matcher own = OWN_PATH.matcher(method.group(2));
      endpoints.add(
          method.group(1) + " " + plain(whole.group(1) + (own.find() ? own.group(1) : "")));
    }
  }

  // {item: .+} is the parameter item.
  private static String plain(String path) {
    return path.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
  }

  /** Whether a path that was asked for belongs to an endpoint. */
  static boolean matches(String endpoint, String methodAndPath) {
    String pattern =
        Stream.of(endpoint.split("(?=\\{)|(?<=})"))
            .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
            .reduce("", String::concat);
    return methodAndPath.matches(pattern);
  }
}
