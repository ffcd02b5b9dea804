package io.tillstream.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.till.ATill;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactRecordTest {

  private static final Hash HASH = Hash.START.then(new byte[] {1});
  private static final TreeMap<Integer, Boolean> NOTHING_RESOLVED = new TreeMap<>();

  private final Document sale = ATill.ofTheShop().sells(ATill.goods("A", 1));

  @Test
  void acceptedDocumentIsWrittenWithItsBytesAtTheEnd() {
    byte[] document = sale.canonicalBytes();

    assertThat(text(accepted(document)))
        .isEqualTo(
            "{\"seq\":121,\"kind\":\"document\",\"verdict\":\"ACCEPTED\",\"hash\":\""
                + HASH
                + "\",\"document\":"
                + text(document)
                + "}");
  }

  @Test
  void parkedDocumentSaysWhyAndWhatItWaitsFor() {
    byte[] line =
        FactRecord.received(
            7,
            Verdict.PARKED,
            ParkedReason.UNKNOWN_ITEM,
            "say \"X\"",
            NOTHING_RESOLVED,
            HASH,
            sale.canonicalBytes());

    assertThat(text(line)).contains(",\"reason\":\"unknown-item\",\"detail\":\"say \\\"X\\\"\",");
    assertThat(StrictJson.read(line, Fact.class))
        .isEqualTo(
            new Fact(
                7,
                Fact.DOCUMENT,
                Verdict.PARKED,
                ParkedReason.UNKNOWN_ITEM,
                "say \"X\"",
                HASH,
                null,
                null,
                0,
                0,
                null));
  }

  @Test
  void decisionsTravelInOrderOfTheLines() {
    TreeMap<Integer, Boolean> resolved = new TreeMap<>(Map.of(10, true, 2, false));
    byte[] line =
        FactRecord.received(7, Verdict.ACCEPTED, null, null, resolved, HASH, sale.canonicalBytes());

    assertThat(text(line)).contains(",\"resolved\":{\"2\":false,\"10\":true},\"document\":");
    assertThat(StrictJson.read(line, Fact.class).resolved()).isEqualTo(resolved);
  }

  @Test
  void releaseNamesTheDocumentItBooks() {
    byte[] line = FactRecord.released(130, sale.key(), new TreeMap<>(Map.of(0, true)));

    assertThat(text(line))
        .isEqualTo(
            "{\"seq\":130,\"kind\":\"release\",\"terminal\":\"T1\",\"epoch\":1,\"n\":1,"
                + "\"resolved\":{\"0\":true}}");
    assertThat(StrictJson.read(line, Fact.class))
        .isEqualTo(
            new Fact(130, Fact.RELEASE, null, null, null, null, Map.of(0, true), "T1", 1, 1, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        ",\"document\":",
        "\\\",\"document\":{\"v\":9}",
        "\",\"document\":null,\"x\":\"",
        "}}}",
        "Größe 😀 \u0000"
      })
  void documentComesBackByteForByteWhateverItSays(String said) {
    byte[] document = ATill.ofTheShop().sells(described(said)).canonicalBytes();

    assertThat(FactRecord.documentBytes(accepted(document))).isEqualTo(document);
    assertThat(FactRecord.documentBytes(parkedFor(said, document))).isEqualTo(document);
  }

  @Test
  void documentOfALaterVersionComesBackWithAllItsFields() {
    byte[] later =
        text(sale.canonicalBytes())
            .replace("{\"v\":1,", "{\"v\":2,\"loyalty\":{\"a\":1,\"document\":[7]},")
            .getBytes(StandardCharsets.UTF_8);

    byte[] kept = FactRecord.documentBytes(accepted(later));

    assertThat(kept).isEqualTo(later);
    assertThat(Hash.START.then(kept)).isEqualTo(Hash.START.then(later));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "null", "\"x\"", "[]", "{}", "{\"n\":9}", "{\"document\":1,\"n\":2}"})
  void documentThatCannotBeReadTravelsWithItsPlaceBesideIt(String json) {
    byte[] document = json.getBytes(StandardCharsets.UTF_8);
    byte[] line = FactRecord.unreadable(9, sale.key(), "no \"form\"", HASH, document);

    assertThat(FactRecord.documentBytes(line)).isEqualTo(document);
    assertThat(StrictJson.read(line, Fact.class))
        .isEqualTo(
            new Fact(
                9,
                Fact.DOCUMENT,
                Verdict.PARKED,
                ParkedReason.UNREADABLE,
                "no \"form\"",
                HASH,
                null,
                "T1",
                1,
                1,
                null));
  }

  @Test
  void bytesThatAreNoJsonTravelInBase64() {
    byte[] bytes = {'{', '\"', (byte) 0xFF, 0, '\r'};
    byte[] line =
        FactRecord.notJson(9, sale.key(), ParkedReason.UNREADABLE, "it is not JSON", HASH, bytes);

    assertThat(text(line)).endsWith(",\"n\":1,\"hash\":\"" + HASH + "\",\"bytes\":\"eyL/AA0=\"}");
    assertThat(StrictJson.read(line, Fact.class).bytes()).isEqualTo("eyL/AA0=");
  }

  @Test
  void dismissalSaysWhichDocumentAndWhy() {
    byte[] line = FactRecord.dismissed(131, sale.key(), "rung up \"twice\"");

    assertThat(text(line))
        .isEqualTo(
            "{\"seq\":131,\"kind\":\"dismissal\",\"detail\":\"rung up \\\"twice\\\"\","
                + "\"terminal\":\"T1\",\"epoch\":1,\"n\":1}");
    assertThat(StrictJson.read(line, Fact.class).kind()).isEqualTo(Fact.DISMISSAL);
  }

  @Test
  void factOfTheLargestDocumentFitsOnItsWayUp() {
    byte[] largest = new byte[Protocol.RECORD_BYTES_MAX];
    String detail = "\u0001".repeat(1_000);
    TreeMap<Integer, Boolean> everyLine = new TreeMap<>();
    for (int line = 0; line < Document.LINES_MAX; line++) {
      everyLine.put(line, false);
    }

    assertThat(
            FactRecord.received(
                Long.MAX_VALUE,
                Verdict.ACCEPTED,
                ParkedReason.UNKNOWN_ITEM,
                detail,
                everyLine,
                HASH,
                largest))
        .hasSizeLessThanOrEqualTo(Protocol.FACT_BYTES_MAX);
  }

  @Test
  void releaseHoldsNoDocument() {
    byte[] release = FactRecord.released(130, sale.key(), NOTHING_RESOLVED);

    assertThatIllegalArgumentException().isThrownBy(() -> FactRecord.documentBytes(release));
    assertThatIllegalArgumentException().isThrownBy(() -> FactRecord.documentBytes(new byte[0]));
  }

  private static byte[] accepted(byte[] document) {
    return FactRecord.received(121, Verdict.ACCEPTED, null, null, NOTHING_RESOLVED, HASH, document);
  }

  private static byte[] parkedFor(String detail, byte[] document) {
    return FactRecord.received(
        121, Verdict.PARKED, ParkedReason.UNKNOWN_ITEM, detail, NOTHING_RESOLVED, HASH, document);
  }

  private static Line described(String said) {
    return new Line(said, said, 1000, 10_000, 100, said, 0, 0L, true);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}
