package io.tillstream.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.AJournal;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.shop.Shop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the books cannot hold is told from what they can. */
class JudgeDocumentTest {

  private static final String SALE =
      "{'v':1,'store':'S1','terminal':'T1','epoch':1,'n':1,'type':'sale','number':'N1','reference':'R1',"
          + "'businessDate':'2026-11-20','recordedAt':'2026-11-20T10:42:00.123Z','currency':'GBP',"
          + "'cashier':'Ann','customer':'17850','reason':'gift','person':{'name':'Zoe','phone':'020',"
          + "'email':'z@e'},'lines':[{'item':'LAMP','description':'A lamp','quantityThousandths':1500,"
          + "'unitPriceTenThousandths':3330,'totalMinor':50,'taxCode':'STD'}],"
          + "'tenders':[{'type':'cash','amountMinor':50}],'totalMinor':50}";

  private final JudgeDocument judge =
      new JudgeDocument(new Shop(new StoreId("S1"), Currency.getInstance("GBP")));

  @Test
  void aSaleIsFine() throws IOException {
    assertThat(fault(SALE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"N1", "R1", "Ann", "17850", "gift", "Zoe", "020", "z@e", "LAMP", "A lamp", "STD"})
  void noTextMayHoldHalfACharacter(String text) throws IOException {
    assertThat(fault(SALE.replace("'" + text + "'", "'" + text + "\\udc00'")))
        .hasValueSatisfying(why -> assertThat(why).endsWith("holds what cannot be printed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'cash'|'ca\\u001bsh'|its tender holds what cannot be printed",
        "2026-11-20T10:42:00.123Z|yesterday|its recordedAt is no instant",
        "2026-11-20T10:42:00.123Z|2026-13-20T10:42:00Z|its recordedAt is no instant",
        "'totalMinor':50,|'totalMinor':51,|line 0: its total is not quantity times price",
        "'totalMinor':50}|'totalMinor':-50}|its total is not the sum of its lines",
        "3330|-9223372036854775808|line 0: its price is out of range",
        "3330|10000000001|line 0: its price is out of range",
        "'sale'|'return'|its total is not the sum of its lines",
      })
  void whatIsWrongIsSaid(String right, String wrong, String why) throws IOException {
    assertThat(SALE).contains(right);
    assertThat(fault(SALE.replace(right, wrong))).hasValue(why);
  }

  @Test
  void aReturnHasTheSignTurnedAndAPriceMayBeBelowNothing() {
    AJournal journal = AJournal.of("T1");
    List<Line> lines =
        List.of(
            new Line("LAMP", null, 5_000, -10, -1, null, null, null, false),
            new Line("LAMP", null, 1_000, 25_500, 255, null, null, null, true));
    Document document = journal.document(DocumentType.RETURN, lines);

    assertThat(document.totalMinor()).isEqualTo(-254);
    assertThat(judge.fault(document, document.key())).isEmpty();
  }

  private Optional<String> fault(String json) throws IOException {
    Document document =
        DocumentJson.READER.readValue(
            json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Document.class);
    return judge.fault(document, document.key());
  }
}
