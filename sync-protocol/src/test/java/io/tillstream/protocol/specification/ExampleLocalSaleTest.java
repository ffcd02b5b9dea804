package io.tillstream.protocol.specification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.wire.Delivery;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.protocol.wire.StrictJson;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;

/** The till app's request, the document it became, and the answer are one story. */
class ExampleLocalSaleTest {

  private static final Currency GBP = Currency.getInstance("GBP");

  private final Document sale = Specification.document("sale.json");
  private final JsonNode request =
      StrictJson.tree(Specification.example("local-sale-request.json"));
  private final JsonNode answer = StrictJson.tree(Specification.example("local-sale-answer.json"));

  @Test
  void requestBecomesTheExampleSale() {
    assertThat(request.get("reference").asText()).isEqualTo(sale.reference());
    assertThat(request.get("lines")).hasSameSizeAs(sale.lines());
    for (int i = 0; i < sale.lines().size(); i++) {
      JsonNode asked = request.get("lines").get(i);
      Line line = sale.lines().get(i);
      assertThat(Quantity.of(new BigDecimal(asked.get("quantity").asText())).thousandths())
          .isEqualTo(line.quantityThousandths());
      if (asked.has("unitPrice")) {
        assertThat(UnitPrice.of(new BigDecimal(asked.get("unitPrice").asText())).tenThousandths())
            .isEqualTo(line.unitPriceTenThousandths());
      }
    }
    for (int i = 0; i < sale.tenders().size(); i++) {
      JsonNode asked = request.get("tenders").get(i);
      Money amount = Money.of(new BigDecimal(asked.get("amount").asText()), GBP);
      assertThat(sale.tenders().get(i))
          .isEqualTo(new Tender(asked.get("type").asText(), amount.minor()));
    }
  }

  @Test
  void answerSummarisesTheSale() {
    DocumentSummary summary =
        StrictJson.roundTrip(
            answer.get("document").toString().getBytes(UTF_8), DocumentSummary.class);

    assertThat(summary).isEqualTo(DocumentSummary.atTerminal(sale, Delivery.PENDING));
    assertThat(answer.get("repeated").asBoolean()).isFalse();
  }

  @Test
  void receiptPrintsTheNumberAndTheTotal() {
    assertThat(answer.get("receipt").asText()).contains(sale.number()).contains("20.75");
  }
}
