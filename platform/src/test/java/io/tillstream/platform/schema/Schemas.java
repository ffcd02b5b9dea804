package io.tillstream.platform.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The JSON Schemas of docs/schema, held against what travels in tests. Thread-safe. */
public final class Schemas {

  static final Path DOCS = Path.of(System.getProperty("tillstream.home", ".."), "docs");

  private static final String ID = "urn:tillstream:schema:";
  private static final String FILE_END = ".schema.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .formatAssertionsEnabled(true)
          .build();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012,
          factory -> factory.schemaLoaders(loaders -> loaders.schemas(texts())));

  private Schemas() {}

  /** What is wrong with a JSON text by the schema of this name; empty when nothing is. */
  public static List<String> faults(String schema, byte[] json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (IOException e) {
      return List.of("no JSON: " + e.getMessage());
    }
    return FACTORY.getSchema(SchemaLocation.of(ID + schema), CONFIG).validate(tree).stream()
        .map(ValidationMessage::toString)
        .sorted()
        .toList();
  }

  /** Fails when a JSON text is not what the schema says. */
  public static void check(String schema, byte[] json) {
    List<String> faults = faults(schema, json);
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "by docs/schema/%s this is not right: %s%nin %s"
              .formatted(schema + FILE_END, faults, new String(json, StandardCharsets.UTF_8)));
    }
  }

  /** Fails when the lines of NDJSON are not what two schemas say of the first and of the others. */
  public static void checkLines(String ofFirst, String ofOthers, byte[] lines) {
    String schema = ofFirst;
    for (byte[] line : lines(lines)) {
      check(schema, line);
      schema = ofOthers;
    }
  }

  /** Fails when a file of facts, as it is carried, is not what the schemas say of its parts. */
  public static void checkFactsFile(byte[] file) {
    try (DataInputStream parts =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(file)))) {
      JsonNode part;
      do {
        byte[] line = line(parts);
        check("facts-file-line", line);
        part = JSON.readTree(line);
        if (part.has("envelope")) {
          checkLines("stream-header", "fact", parts.readNBytes(part.get("bytes").asInt()));
          if (parts.read() != '\n') {
            throw new AssertionError("an envelope is not as long as it is said to be: " + part);
          }
        }
      } while (!part.has("end"));
    } catch (IOException e) {
      throw new AssertionError("the file cannot be read", e);
    }
  }

  private static byte[] line(DataInputStream file) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte next = file.readByte(); next != '\n'; next = file.readByte()) {
      line.write(next);
    }
    return line.toByteArray();
  }

  private static List<byte[]> lines(byte[] text) {
    // Not String.lines(): within a line, other line ends than \n are allowed.
    return Stream.of(new String(text, StandardCharsets.UTF_8).split("\n"))
        .filter(line -> !line.isEmpty())
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** The names of all. */
  static List<String> names() {
    return texts().keySet().stream().map(id -> id.substring(ID.length())).sorted().toList();
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    try (Stream<Path> files = Files.list(DOCS.resolve("schema"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(FILE_END)).toList()) {
        String name = file.getFileName().toString();
        texts.put(
            ID + name.substring(0, name.length() - FILE_END.length()), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
