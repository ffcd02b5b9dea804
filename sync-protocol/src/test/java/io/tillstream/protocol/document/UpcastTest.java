package io.tillstream.protocol.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.wire.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that the first version made are read as if they had been made today (I21). */
class UpcastTest {

  @ParameterizedTest
  @CsvSource({
    "sale.json, sale, 1",
    "return.json, return, 1",
    "write-off.json, write-off, 1",
    "financial-adjustment.json, financial-adjustment, 1",
    "customer.json, customer, 1",
    "sale-of-an-unknown-item.json, sale, 2",
    "goods-receipt.json, goods-receipt, 1"
  })
  void aDocumentOfTheFirstVersionSaysWhichSeriesItStandsIn(
      String file, String series, long counter) {
    Document made = StrictJson.read(bytes(file), Document.class);
    Document read = Upcast.current(made);

    assertThat(made.v()).isEqualTo(1);
    assertThat(read.v()).isEqualTo(Document.VERSION_WITHOUT_PLACES);
    assertThat(read.series()).isEqualTo(series);
    assertThat(read.counter()).isEqualTo(counter);
    assertThat(read.period()).as("it counted through the epoch").isNull();
    assertThat(read.key()).isEqualTo(made.key());
    assertThat(read.lines()).isEqualTo(made.lines());
    assertThat(read.tenders()).isEqualTo(made.tenders());
    assertThat(read.person()).isEqualTo(made.person());
    assertThat(read.totalMinor()).isEqualTo(made.totalMinor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sale.json", "customer.json", "goods-receipt.json"})
  void aDocumentOfTheFirstVersionIsStillWrittenByteForByteAsItWasMade(String file) {
    byte[] bytes = bytes(file);

    assertThat(StrictJson.read(bytes, Document.class).canonicalBytes()).isEqualTo(bytes);
  }

  @Test
  void aDocumentOfThisVersionIsReadAsItIs() {
    Document today = Upcast.current(StrictJson.read(bytes("sale.json"), Document.class));

    assertThat(Upcast.current(today)).isSameAs(today);
    assertThat(Upcast.current(null)).isNull();
  }

  @Test
  void whatTheFirstVersionDidNotHaveIsNotReadInIt() {
    Document read =
        Upcast.current(
            changed("\"reference\":", "\"series\":\"x\",\"period\":1999,\"reference\":"));

    assertThat(read.series()).isEqualTo("sale");
    assertThat(read.period()).isNull();
  }

  @Test
  void aNumberThatDoesNotEndInItsCounterGivesNone() {
    assertThat(Upcast.current(changed("-000001\"", "-1/A\"")).counter()).isNull();
    assertThat(Upcast.current(changed("-000001\"", "-1234567890123456789\"")).counter()).isNull();
    assertThat(Upcast.current(changed("\"number\":\"S1-T1-26-1-000001\",", "")).counter()).isNull();
  }

  private static Document changed(String from, String to) {
    return StrictJson.read(
        new String(bytes("sale.json"), StandardCharsets.UTF_8)
            .replace(from, to)
            .getBytes(StandardCharsets.UTF_8),
        Document.class);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = UpcastTest.class.getResourceAsStream("/document-v1/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .stripTrailing()
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
