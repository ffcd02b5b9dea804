package io.tillstream.endtoend.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the figures as one JSON object. Names once given stay. */
final class WriteFigures {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private WriteFigures() {}

  static void to(Path file, Machine machine, int repeats, Results results) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("machine")
        .put("processors", machine.processors())
        .put("processor", machine.processor())
        .put("java", machine.java())
        .put("system", machine.system())
        .put("day", machine.day());
    json.put("repeats", repeats);
    ArrayNode rows = json.putArray("figures");
    for (Figure figure : results.figures()) {
      rows.addObject()
          .put("work", figure.work())
          .put("figure", figure.what())
          .put("value", figure.value())
          .put("unit", figure.unit())
          .put("toReach", figure.bound().text())
          .put("met", figure.isMet());
    }
    ArrayNode failed = json.putArray("failed");
    results.failed().forEach(failed::add);
    JSON.writeValue(file.toFile(), json);
  }
}
