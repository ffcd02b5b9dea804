package io.tillstream.endtoend.trade;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.money.UnitPrice;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MakeUpDayTest {

  @Test
  void everyRunMakesTheSameDay() {
    assertThat(MakeUpDay.forTills(3)).isEqualTo(MakeUpDay.forTills(3));
  }

  @Test
  void dayHasEveryKindOfDocumentThatTillsMake() {
    Map<DocumentType, Long> counts =
        MakeUpDay.forTills(3).receipts().stream().collect(groupingBy(Receipt::type, counting()));

    assertThat(counts.keySet())
        .containsExactlyInAnyOrderElementsOf(
            DocumentType.madeAtTerminals().stream()
                .filter(type -> type != DocumentType.COUNT_MARK) // nobody counts on this day
                .toList());
    assertThat(counts.get(DocumentType.SALE)).isGreaterThan(2_500);
    assertThat(counts.get(DocumentType.RETURN)).isGreaterThan(50);
    assertThat(counts.get(DocumentType.WRITE_OFF)).isGreaterThan(50);
    assertThat(counts.get(DocumentType.VOID)).isGreaterThan(10);
    assertThat(counts.get(DocumentType.DAY_CLOSE)).isEqualTo(3);
  }

  @Test
  void whatIsTakenBackWasSoldAtTheSameTillAndNothingOfItComesBackTwice() {
    int tills = 4;
    List<Receipt> receipts = MakeUpDay.forTills(tills).receipts();
    Set<String> returned = new HashSet<>();
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      if (receipt.type() == DocumentType.RETURN) {
        returned.add(receipt.reference().replace("-BACK", ""));
      }
      if (receipt.type() == DocumentType.VOID) {
        assertThat(receipts.get(i - tills)).isEqualTo(receipt.voided());
        assertThat(returned.add(receipt.voided().reference())).isTrue();
      }
    }
  }

  @Test
  void everyTillClosesTheDayLast() {
    int tills = 4;
    List<Receipt> receipts = MakeUpDay.forTills(tills).receipts();

    assertThat(receipts.subList(receipts.size() - tills, receipts.size()))
        .extracting(Receipt::type)
        .containsOnly(DocumentType.DAY_CLOSE);
    assertThat(receipts.size() % tills).isZero();
  }

  @Test
  void returnComesBackToTheTillOfItsSaleAndOnlyOnce() {
    int tills = 4;
    List<Receipt> receipts = MakeUpDay.forTills(tills).receipts();
    Set<String> returned = new HashSet<>();
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      if (receipt.type() == DocumentType.RETURN) {
        String sale = receipt.reference().replace("-BACK", "");
        int at = receipts.stream().map(Receipt::reference).toList().indexOf(sale);
        assertThat(at).isBetween(0, i - 1);
        assertThat(at % tills).isEqualTo(i % tills);
        assertThat(returned.add(sale)).isTrue();
      }
    }
  }

  @Test
  void referencesAndBarcodesAreUnambiguous() {
    Trade day = MakeUpDay.forTills(3);

    assertThat(day.receipts()).extracting(Receipt::reference).doesNotHaveDuplicates();
    assertThat(day.items()).extracting(CatalogueItem::code).doesNotHaveDuplicates();
    assertThat(day.items().stream().flatMap(item -> item.barcodes().stream()))
        .doesNotHaveDuplicates();
    assertThat(day.items()).hasSize(240);
  }

  @Test
  void catalogueFileQuotesWhatNeedsIt() {
    byte[] csv =
        WriteCatalogue.of(
            List.of(
                new CatalogueItem(
                    "7\"",
                    "FRAME, 7\" WIDE",
                    new UnitPrice(375),
                    new CatalogueItem.Tax("RED", "5"),
                    List.of("1", "2"),
                    false)));

    assertThat(new String(csv, StandardCharsets.UTF_8))
        .isEqualTo(
            "item,description,price,tax_code,tax_rate,barcodes,stocked\r\n"
                + "\"7\"\"\",\"FRAME, 7\"\" WIDE\",0.0375,RED,5,1 2,false\r\n");
  }
}
