package io.tillstream.endtoend.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;

/** Writes the verdicts as one JSON object. */
final class WriteTally {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private WriteTally() {}

  static void to(Path file, Tally tally) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("everyVerdictHeld", tally.allHeld());
    json.put("seed", tally.seed());
    json.put("stores", tally.stores());
    json.put("terminalsPerStore", tally.terminals());
    json.put("seconds", tally.lasted().toSeconds());
    json.put("documentsAcknowledged", tally.documents());
    json.put("requestsRepeated", tally.repeats());
    ObjectNode troubles = json.putObject("troubles");
    new TreeMap<>(tally.troubles()).forEach(troubles::put);
    ArrayNode verdicts = json.putArray("verdicts");
    for (Verdict verdict : tally.verdicts()) {
      ObjectNode row = verdicts.addObject();
      row.put("invariant", verdict.invariant());
      row.put("sentence", verdict.sentence());
      row.put("state", verdict.state().name().toLowerCase(Locale.ROOT));
      row.put("counts", verdict.counts());
      row.put("findingCount", verdict.findings().size());
      ArrayNode findings = row.putArray("findings");
      verdict.findings().stream().limit(100).forEach(findings::add);
    }
    JSON.writeValue(file.toFile(), json);
  }
}
