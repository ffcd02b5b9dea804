package io.tillstream.protocol.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.till.ATill;
import io.tillstream.protocol.wire.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalDocumentTest {

  @Test
  void saleWithEverythingHasItsFieldsInTheOrderOfTheSpecification() {
    Line line = new Line("85123A", "Heart", 6000, 25_500, 1530, "STD", 2000, 255L, true);
    Document everything =
        new Document(
            3,
            new StoreId("S1"),
            new TerminalId("T1"),
            1,
            17,
            DocumentType.SALE,
            "S1-T1-26-1-000017",
            "sale",
            17L,
            2026,
            "536365",
            "2026-11-20",
            "2026-11-20T10:42:00.123Z",
            -40L,
            true,
            4711L,
            "GBP",
            "Ann",
            "17850",
            "why",
            Location.IN_TRANSIT,
            Location.BACK_ROOM,
            Location.SCRAP,
            new Transfer("S2-T-000088", new StoreId("S2"), true),
            new Voided(1, 12, DocumentType.SALE, "S1-T1-26-1-000012"),
            new Replaced(1, 16, "S1-T1-26-1-000016"),
            List.of(new LeasedNumber("gift-card", 104), new LeasedNumber("gift-card", 105)),
            new DayTotals(
                1,
                16,
                List.of(new DayTotals.OfType(DocumentType.SALE, 16, 4711)),
                List.of(new Tender("cash", 4711))),
            CountDetails.mark("spring-26"),
            new Person("B", "1", "b@example.org"),
            new SettledCase(
                "1-17", "oversell", "85123A", "accept", "Ann", List.of("S1/T1/1/1", "S1/T2/1/9")),
            List.of(line),
            List.of(new Tender("cash", 1000), new Tender("card", 530)),
            1530);

    assertThat(text(everything))
        .isEqualTo(
            "{\"v\":3,\"store\":\"S1\",\"terminal\":\"T1\",\"epoch\":1,\"n\":17,\"type\":\"sale\","
                + "\"number\":\"S1-T1-26-1-000017\",\"series\":\"sale\",\"counter\":17,"
                + "\"period\":2026,\"reference\":\"536365\","
                + "\"businessDate\":\"2026-11-20\",\"recordedAt\":\"2026-11-20T10:42:00.123Z\","
                + "\"skewMillis\":-40,\"offline\":true,\"catalogueSeq\":4711,"
                + "\"currency\":\"GBP\",\"cashier\":\"Ann\","
                + "\"customer\":\"17850\",\"reason\":\"why\","
                + "\"from\":\"in-transit\",\"to\":\"back-room\",\"goodsTo\":\"scrap\","
                + "\"transfer\":{\"id\":\"S2-T-000088\",\"store\":\"S2\",\"part\":true},"
                + "\"voids\":{\"epoch\":1,\"n\":12,\"type\":\"sale\","
                + "\"number\":\"S1-T1-26-1-000012\"},"
                + "\"replaces\":{\"epoch\":1,\"n\":16,\"number\":\"S1-T1-26-1-000016\"},"
                + "\"leased\":[{\"range\":\"gift-card\",\"number\":104},"
                + "{\"range\":\"gift-card\",\"number\":105}],"
                + "\"closes\":{\"from\":1,\"to\":16,"
                + "\"types\":[{\"type\":\"sale\",\"documents\":16,\"totalMinor\":4711}],"
                + "\"tenders\":[{\"type\":\"cash\",\"amountMinor\":4711}]},"
                + "\"count\":{\"id\":\"spring-26\"},"
                + "\"person\":{\"name\":\"B\",\"phone\":\"1\",\"email\":\"b@example.org\"},"
                + "\"settles\":{\"number\":\"1-17\",\"kind\":\"oversell\","
                + "\"subject\":\"85123A\",\"choice\":\"accept\",\"by\":\"Ann\","
                + "\"documents\":[\"S1/T1/1/1\",\"S1/T2/1/9\"]},"
                + "\"lines\":[{\"item\":\"85123A\",\"description\":\"Heart\","
                + "\"quantityThousandths\":6000,\"unitPriceTenThousandths\":25500,"
                + "\"totalMinor\":1530,\"taxCode\":\"STD\",\"taxRateBasisPoints\":2000,"
                + "\"taxMinor\":255,\"movesStock\":true}],"
                + "\"tenders\":[{\"type\":\"cash\",\"amountMinor\":1000},"
                + "{\"type\":\"card\",\"amountMinor\":530}],\"totalMinor\":1530}");
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    Document sale = ATill.ofTheShop().sells(ATill.unknown("NEW", 2), ATill.unknown("NEWER", 1));

    assertThat(text(sale))
        .isEqualTo(
            "{\"v\":2,\"store\":\"S1\",\"terminal\":\"T1\",\"epoch\":1,\"n\":1,\"type\":\"sale\","
                + "\"number\":\"S1-T1-26-1-000001\",\"series\":\"sale\",\"counter\":1,"
                + "\"period\":2026,\"reference\":\"ref-1\","
                + "\"businessDate\":\"2026-11-20\",\"recordedAt\":\"2026-11-20T10:42:00.123Z\","
                + "\"currency\":\"GBP\",\"lines\":[{\"item\":\"NEW\",\"quantityThousandths\":2000,"
                + "\"unitPriceTenThousandths\":10000,\"totalMinor\":200},{\"item\":\"NEWER\","
                + "\"quantityThousandths\":1000,\"unitPriceTenThousandths\":10000,"
                + "\"totalMinor\":100}],\"totalMinor\":300}");
  }

  @Test
  void onlyADocumentThatSaysPlacesIsOfTheVersionThatHasThem() {
    ATill till = ATill.ofTheShop();

    assertThat(till.makes(DocumentType.RETURN, ATill.goods("A", 1)).v()).isEqualTo(2);
    assertThat(till.returnsToScrap(ATill.goods("A", 1)).v()).isEqualTo(3);
    assertThat(till.makes(DocumentType.GOODS_RECEIPT, ATill.goods("A", 1)).v()).isEqualTo(2);
    assertThat(till.receives(Location.BACK_ROOM, ATill.goods("A", 1)).v()).isEqualTo(3);
  }

  @Test
  void customerHasNoLinesButTheList() {
    Document customer = ATill.ofTheShop().makes(DocumentType.CUSTOMER);

    assertThat(text(customer))
        .contains("\"person\":{\"name\":\"A. Baker\"},\"lines\":[],\"totalMinor\":0}");
  }

  @Test
  void emptyListOfTendersIsNotTheSameAsNone() {
    String none = text(ATill.ofTheShop().sells());
    String empty = none.replace("\"totalMinor\"", "\"tenders\":[],\"totalMinor\"");

    assertThat(text(read(empty.getBytes(StandardCharsets.UTF_8)))).isEqualTo(empty);
    assertThat(text(read(none.getBytes(StandardCharsets.UTF_8)))).isEqualTo(none);
  }

  @ParameterizedTest(name = "U+{0} is written as {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "0022, \\\"",
        "005c, \\\\",
        "0008, \\b",
        "0009, \\t",
        "000a, \\n",
        "000c, \\f",
        "000d, \\r",
        "0000, \\u0000",
        "000b, \\u000b",
        "001f, \\u001f",
        "002f, /",
        "007f, \u007f",
        "00e9, é",
        "2028, `\u2028`",
        "20ac, €"
      })
  void onlyWhatJsonForbidsIsEscapedAndInOneWay(String codePoint, String written) {
    String character = Character.toString(Integer.parseInt(codePoint, 16));

    assertThat(text(described("<" + character + ">")))
        .contains("\"description\":\"<" + written + ">\",");
  }

  @Test
  void emojiIsItsFourBytesOfUtf8() {
    assertThat(text(described("tea 😀"))).contains("\"tea 😀\"");
    assertThat(new String(described("😀").canonicalBytes(), StandardCharsets.ISO_8859_1))
        .contains("\u00f0\u009f\u0098\u0080");
  }

  @Test
  void halfAnEmojiIsAQuestionMarkFromTheBeginning() {
    Document half = described("half \ud83d of it");

    assertThat(text(half)).contains("\"half ? of it\"");
    assertThat(read(half.canonicalBytes()).canonicalBytes()).isEqualTo(half.canonicalBytes());
  }

  @Test
  void anyTextReadsBackAndIsWrittenTheSameAgain() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      Document document = described(anyText(random));
      byte[] bytes = document.canonicalBytes();

      assertThat(read(bytes)).isEqualTo(document);
      assertThat(read(bytes).canonicalBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void fieldsOfALaterVersionAreIgnoredOnReadWhileTheBytesSayMore() {
    byte[] later =
        text(ATill.ofTheShop().sells(ATill.goods("A", 1)))
            .replace("{\"v\":2,", "{\"v\":4,\"loyaltyPoints\":30,")
            .replace("{\"item\":\"A\",", "{\"item\":\"A\",\"warranty\":\"0815\",")
            .getBytes(StandardCharsets.UTF_8);

    Document document = read(later);

    assertThat(document.v()).isEqualTo(4);
    assertThat(document.lines()).containsExactly(ATill.goods("A", 1));
    // Why a tier keeps the bytes it was given and never encodes again what it has read.
    assertThat(document.canonicalBytes()).isNotEqualTo(later);
  }

  @Test
  void documentCannotBeChangedThroughTheListsItWasMadeFrom() {
    Document sale = ATill.ofTheShop().sells(ATill.goods("A", 1));

    assertThat(sale.lines()).isUnmodifiable();
    assertThat(
            read(text(sale).replace("\"lines\":[{", "\"l\":[{").getBytes(StandardCharsets.UTF_8)))
        .extracting(Document::lines)
        .isEqualTo(List.of());
  }

  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(30); length > 0; length--) {
      int codePoint =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> "\"\\/,:{}[]".charAt(random.nextInt(9));
            case 2 -> random.nextInt(Character.MAX_CODE_POINT + 1);
            default -> 'a' + random.nextInt(26);
          };
      boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      text.appendCodePoint(half ? 'x' : codePoint);
    }
    return text.toString();
  }

  private static Document described(String description) {
    Line line = ATill.goods("A", 1);
    return ATill.ofTheShop()
        .sells(
            new Line(
                line.item(),
                description,
                line.quantityThousandths(),
                line.unitPriceTenThousandths(),
                line.totalMinor(),
                null,
                null,
                null,
                true));
  }

  private static Document read(byte[] bytes) {
    return StrictJson.read(bytes, Document.class);
  }

  private static String text(Document document) {
    return new String(document.canonicalBytes(), StandardCharsets.UTF_8);
  }
}
