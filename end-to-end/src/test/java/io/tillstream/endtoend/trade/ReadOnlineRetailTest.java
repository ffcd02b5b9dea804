package io.tillstream.endtoend.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlineRetailTest {

  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path folder;

  @Test
  void invoiceBecomesASaleWithItsLinesAsTheyAre() throws IOException {
    Trade trade =
        read(
            """
            536365,85123A,"HOLDER, WHITE",6,2010-12-01T08:26:00,2.55,17850,United Kingdom
            536365,85123a,,1,2010-12-01T08:27:00,0.001,17850,United Kingdom
            536365,85123A,"HOLDER, WHITE",2,2010-12-02T08:26:00,2.55,17850,United Kingdom
            """);

    assertThat(trade.receipts()).hasSize(1);
    Receipt sale = trade.receipts().getFirst();
    assertThat(sale.type()).isEqualTo(DocumentType.SALE);
    assertThat(sale.reference()).isEqualTo("536365");
    assertThat(sale.businessDate()).isEqualTo("2010-12-01");
    assertThat(sale.customer()).isEqualTo("17850");
    assertThat(sale.lines())
        .extracting(Receipt.Line::item)
        .containsExactly("85123A", "85123a", "85123A");
    assertThat(new String(sale.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"reference\":\"536365\",\"businessDate\":\"2010-12-01\",\"customer\":\"17850\","
                + "\"lines\":[{\"item\":\"85123A\",\"quantity\":\"6\",\"unitPrice\":\"2.55\","
                + "\"description\":\"HOLDER, WHITE\"},"
                + "{\"item\":\"85123a\",\"quantity\":\"1\",\"unitPrice\":\"0.001\"},"
                + "{\"item\":\"85123A\",\"quantity\":\"2\",\"unitPrice\":\"2.55\","
                + "\"description\":\"HOLDER, WHITE\"}]}");
  }

  @Test
  void lettersAndSignsDecideTheDocument() throws IOException {
    Trade trade =
        read(
            """
            C1,A,,-2,2010-12-01T08:26:00,1,,UK
            2,A,,-3,2010-12-01T08:26:00,0,,UK
            A3,B,Adjust bad debt,1,2010-12-01T08:26:00,-11062.06,,UK
            4,A,,5,2010-12-01T08:26:00,1,,UK
            4,A,,-7,2010-12-01T08:26:00,0,,UK
            """);

    assertThat(trade.receipts())
        .extracting(r -> r.type() + " " + r.reference() + " " + r.lines().getFirst().quantity())
        .containsExactly(
            "return C1 2",
            "write-off 2 3",
            "financial-adjustment A3 1",
            "sale 4 5",
            "write-off 4 7");
    ExpectedOnHand onHand = new ExpectedOnHand(trade.opening());
    trade.receipts().forEach(onHand::add);
    assertThat(onHand.onHand())
        .containsEntry("A", Quantity.ofUnits(100_000 + 2 - 3 - 5 - 7))
        .containsEntry("B", Quantity.ofUnits(100_000));
  }

  @Test
  void itemHasItsFirstDescriptionAndFirstPrice() throws IOException {
    Trade trade =
        read(
            """
            1,A,,2,2010-12-01T08:26:00,1.25,,UK
            1,A,A THING,2,2010-12-01T08:26:00,9,,UK
            1,A,another name,2,2010-12-01T08:26:00,9,,UK
            1,POST,POSTAGE,1,2010-12-01T08:26:00,18,,UK
            1,gift_0001_20,,1,2010-12-01T08:26:00,17.5,,UK
            """);

    assertThat(trade.items())
        .extracting(CatalogueItem::code)
        .containsExactly("A", "POST", "gift_0001_20");
    assertThat(trade.items())
        .extracting(CatalogueItem::stocked)
        .containsExactly(true, false, false);
    assertThat(trade.items().getFirst().description()).isEqualTo("A THING");
    assertThat(trade.items().getFirst().price()).isEqualTo(new UnitPrice(12_500));
    ExpectedOnHand onHand = new ExpectedOnHand(trade.opening());
    trade.receipts().forEach(onHand::add);
    assertThat(onHand.onHand()).containsEntry("POST", Quantity.ofUnits(100_000));
  }

  @Test
  void compressedFileReadsTheSame() throws IOException {
    Path file = folder.resolve("sales.csv"); // the content says that it is gzip, not the name
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((HEADER + "1,A,,2,2010-12-01T08:26:00,1,,UK\n").getBytes(StandardCharsets.UTF_8));
    }

    assertThat(ReadOnlineRetail.from(file).receipts()).hasSize(1);
  }

  @Test
  void badLineIsNamed() {
    String good = "1,A,\"two\nlines\",2,2010-12-01T08:26:00,1,,UK\n";

    assertBad(
        good + "2,A,,two,2010-12-01T08:26:00,1,,UK\n",
        "line 4",
        "the quantity 'two' is not a number");
    assertBad(good + "2,A,,0,2010-12-01T08:26:00,1,,UK\n", "line 4", "the quantity is zero");
    assertBad("2,A,,1,2010-12-01T08:26:00,0.12345,,UK\n", "line 2", "at most 4 decimals");
    assertBad("2,A,,1,2010-12-01T08:26:00,-1,,UK\n", "line 2", "only a financial adjustment");
    assertBad("2,A,,1,yesterday,1,,UK\n", "line 2", "the invoice date 'yesterday'");
    assertBad("X2,A,,1,2010-12-01T08:26:00,1,,UK\n", "line 2", "'X2' is not an invoice number");
    assertBad(
        "C2,A,,1,2010-12-01T08:26:00,1,,UK\n", "line 2", "a return (C2) has a negative quantity");
    assertBad("2,A,,1\n", "line 2", "a line has 8 fields, this one has 4");
    assertBad("2,,,1,2010-12-01T08:26:00,1,,UK\n", "line 2", "the item code is missing");
    assertBad(good + "3,A,\"open,1,2010", "line 4", "cannot be read");
  }

  @Test
  void fileThatIsNoSalesFileIsNamed() throws IOException {
    assertThatThrownBy(() -> ReadOnlineRetail.from(folder.resolve("none.csv")))
        .isInstanceOf(BadSalesFile.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> ReadOnlineRetail.from(write("a,b\n1,2\n")))
        .hasMessageContaining("line 1: the header is not InvoiceNo,StockCode");
    assertThatThrownBy(() -> ReadOnlineRetail.from(write("")))
        .hasMessageContaining("line 1: the header is not");
    assertThatThrownBy(() -> ReadOnlineRetail.from(write(HEADER)))
        .hasMessageContaining("holds no sales");
    Path latin = folder.resolve("latin.csv");
    Files.writeString(
        latin, HEADER + "1,A,caf\u00e9,2,2010-12-01T08:26:00,1,,UK\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ReadOnlineRetail.from(latin)).hasMessageContaining("not UTF-8");
  }

  private void assertBad(String lines, String... saying) {
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(BadSalesFile.class)
        .hasMessageContainingAll(saying);
  }

  private Trade read(String lines) throws IOException {
    return ReadOnlineRetail.from(write(HEADER + lines));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("sales.csv"), text);
  }
}
