package io.tillstream.platform.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.document.Transfer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas say what the examples and the code say, and refuse what is broken. */
class SchemasTest {

  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sale",
        "return",
        "write-off",
        "financial-adjustment",
        "customer",
        "void",
        "day-close",
        "goods-receipt",
        "goods-receipt-with-costs",
        "sale-of-a-serial-number",
        "stock-movement",
        "transfer-dispatch",
        "transfer-receipt",
        "transfer-difference",
        "count-mark",
        "count",
        "count-restatement",
        "case-settlement",
        "case-settlement-of-owed-goods",
        "case-settlement-that-corrects",
        "case-settlement-by-a-recount",
        "case-settlement-by-policy",
        "sale-of-an-unknown-item",
        "sale-made-anew",
        "return-of-unfit-goods",
        "promise",
        "promise-end"
      })
  void everyExampleOfADocumentIsOne(String example) {
    Schemas.check("document", example(example + ".json"));
  }

  @ParameterizedTest
  @CsvSource({
    "facts-envelope.ndjson, stream-header, fact",
    "upload-batch.ndjson, stream-header, document",
    "feed-page.ndjson, feed-header, feed-fact"
  })
  void everyLineOfTheExampleBatchesIsWhatItShouldBe(String example, String first, String others) {
    Schemas.checkLines(first, others, example(example));
  }

  @ParameterizedTest
  @CsvSource({
    "facts-answer.json, facts-answer",
    "store-standing.json, store-standing",
    "problem.json, problem",
    "problem-stream-gap.json, problem"
  })
  void everyExampleAnswerIsWhatItShouldBe(String example, String schema) {
    Schemas.check(schema, example(example));
  }

  /** Each of these is one stroke away from a right message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "document | sale.json | \"n\":1 | \"n\":0",
        "document | sale.json | \"type\":\"sale\" | \"type\":\"sail\"",
        "document | sale.json | \"currency\":\"GBP\" | \"currency\":\"pounds\"",
        "document | sale.json | \"currency\":\"GBP\", | ''",
        "document | sale.json | \"series\":\"sale\", | ''",
        "document | sale.json | \"store\":\"S1\" | \"store\":\"s1\"",
        "document | sale.json | \"movesStock\":true | \"movesStock\":\"yes\"",
        "document | sale.json | 2026-11-20T10:42:00.123Z | yesterday",
        "document | customer.json | \"person\" | \"human\"",
        "document | void.json | \"voids\" | \"undoes\"",
        "document | day-close.json | \"closes\" | \"ends\"",
        "document | return-of-unfit-goods.json | \"v\":3 | \"v\":2",
        "document | goods-receipt-with-costs.json | 12345 | -1",
        "document | sale-of-a-serial-number.json | \"AC-4711\" | 4711",
        "document | stock-movement.json | \"from\":\"back-room\", | ''",
        "document | stock-movement.json | \"to\":\"shop-floor\" | \"to\":\"the-moon\"",
        "document | transfer-dispatch.json | \"transfer\" | \"journey\"",
        "document | transfer-receipt.json | \"part\":true | \"part\":false",
        "document | transfer-difference.json | \"reason\" | \"because\"",
        "document | count-mark.json | \"count\":{ | \"counting\":{",
        "document | count.json | \"kind\":\"full\" | \"kind\":\"half\"",
        "document | count-restatement.json | \"restates\" | \"corrects\"",
        "document | case-settlement.json | \"settles\" | \"decides\"",
        "document | case-settlement-by-policy.json | ,\"version\":2 | ''",
        "facts-answer | facts-answer.json | APPLIED | applied",
        "facts-answer | facts-answer.json | \"hash\": \"b | \"hash\": \"B",
        "store-standing | store-standing.json | GAP | LATE",
        "store-standing | store-standing.json | \"seal\" | \"stamp\"",
        "store-standing | store-standing.json | \"position\":17 | \"position\":-17",
        "problem | problem.json | \"status\": 422 | \"status\": \"422\""
      })
  void aBrokenMessageIsRefused(String schema, String example, String text, String instead) {
    String whole = new String(example(example), StandardCharsets.UTF_8);
    assertThat(whole).contains(text);

    assertThat(Schemas.faults(schema, bytes(whole))).isEmpty();
    assertThat(Schemas.faults(schema, bytes(whole.replace(text, instead)))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"seq\":1,\"kind\":\"hologram\"}",
        "{\"seq\":1,\"kind\":\"document\",\"verdict\":\"ACCEPTED\"}",
        "{\"seq\":1,\"kind\":\"release\",\"terminal\":\"T1\",\"epoch\":1}",
        "{\"seq\":0,\"kind\":\"release\",\"terminal\":\"T1\",\"epoch\":1,\"n\":1}",
        "{\"seq\":1,\"kind\":\"release\",\"terminal\":\"T1\",\"epoch\":1,\"n\":1,\"resolved\":{\"0\":1}}",
        "{\"seq\":1,\"kind\":\"dismissal\",\"terminal\":\"T1\",\"epoch\":1,\"n\":1}"
      })
  void aBrokenFactIsRefused(String fact) {
    assertThat(Schemas.faults("fact", bytes(fact))).isNotEmpty();
    assertThat(Schemas.faults("feed-fact", bytes(fact))).isNotEmpty();
  }

  static Stream<String> names() {
    return Schemas.names().stream();
  }

  /** Unknown fields are ignored on read, so no schema may forbid them. */
  @ParameterizedTest
  @MethodSource("names")
  void noSchemaIsClosed(String name) throws IOException {
    String text = Files.readString(Schemas.DOCS.resolve("schema/" + name + ".schema.json"));

    assertThat(text).doesNotContain("additionalProperties\": false", "unevaluatedProperties");
    JsonNode schema = JSON.readTree(text);
    assertThat(schema.get("$id").asText()).isEqualTo("urn:tillstream:schema:" + name);
    assertThat(Files.readString(Schemas.DOCS.resolve("schema/README.md")))
        .contains("(" + name + ".schema.json)");
  }

  @Test
  void aFieldOfALaterVersionIsNoFault() throws IOException {
    ObjectNode sale = (ObjectNode) JSON.readTree(example("sale.json"));
    sale.put("ofALaterVersion", 7);
    ((ObjectNode) sale.get("lines").get(0)).put("alsoLater", true);

    assertThat(Schemas.faults("document", JSON.writeValueAsBytes(sale))).isEmpty();
  }

  @Test
  void theSchemaNamesEveryFieldAndTypeOfADocument() throws IOException {
    JsonNode schema = JSON.readTree(Schemas.DOCS.resolve("schema/document.schema.json").toFile());

    assertThat(names(schema.get("properties"))).containsAll(components(Document.class));
    assertThat(names(schema.at("/$defs/line/properties"))).containsAll(components(Line.class));
    assertThat(names(schema.at("/$defs/transfer/properties")))
        .containsAll(components(Transfer.class));
    assertThat(names(schema.at("/$defs/settles/properties")))
        .containsAll(components(SettledCase.class));
    assertThat(names(schema.at("/$defs/count/properties")))
        .containsAll(components(CountDetails.class));
    assertThat(names(schema.at("/$defs/place/properties")))
        .containsAll(components(CountDetails.Place.class));
    assertThat(names(schema.at("/$defs/countLine/properties")))
        .containsAll(components(CountDetails.CountLine.class));
    assertThat(texts(schema.at("/properties/type/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(DocumentType.values()).map(DocumentType::toString).toList());
    assertThat(texts(schema.at("/$defs/location/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(Location.values()).map(Location::toString).toList());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static List<String> names(JsonNode properties) {
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static byte[] example(String file) {
    try {
      return Files.readAllBytes(Path.of(Schemas.DOCS.toString(), "protocol", file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
