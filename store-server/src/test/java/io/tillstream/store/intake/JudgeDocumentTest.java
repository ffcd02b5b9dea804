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

  private static final String SALE_OF_TODAY =
      SALE.replace("'v':1,", "'v':2,")
          .replace("'n':1,", "'n':9,")
          .replace("'number':'N1',", "'number':'N1','series':'sale','counter':9,'period':2026,");
  private static final String VOID =
      SALE_OF_TODAY
          .replace("'type':'sale'", "'type':'void'")
          .replace(
              "'reason':'gift',",
              "'reason':'gift','voids':{'epoch':1,'n':8,'type':'sale','number':'N8'},")
          .replace("'totalMinor':50}", "'totalMinor':-50}");
  private static final String CLOSE =
      "{'v':2,'store':'S1','terminal':'T1','epoch':1,'n':9,'type':'day-close','number':'D1',"
          + "'series':'day-close','counter':1,'reference':'R1','businessDate':'2026-11-20',"
          + "'recordedAt':'2026-11-20T10:42:00.123Z','currency':'GBP','closes':{'from':1,'to':8,"
          + "'types':[{'type':'sale','documents':8,'totalMinor':9}],'tenders':[]},'lines':[],'totalMinor':0}";

  @ParameterizedTest
  @ValueSource(strings = {"sale", "void", "day-close"})
  void whatThisVersionMakesIsFine(String kind) throws IOException {
    assertThat(fault(ofKind(kind))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sale|'v':2|'v':4|version 4 is not known",
        "sale|'series':'sale',||it has no series",
        "sale|'counter':9|'counter':-9|its place in the series is out of range",
        "sale|'type':'sale'|'type':'void'|it does not say what it voids",
        "sale|'type':'sale'|'type':'day-close'|it does not say what it closes",
        "sale|'reason':'gift'|'leased':[{'range':'','number':1}]|it has no range",
        "sale|'reason':'gift'|'replaces':{'epoch':1,'n':10,'number':'N'}|it replaces what was not there before it",
        "void|'n':8|'n':9|it voids what cannot be voided",
        "void|'n':8,'type':'sale'|'n':8,'type':'void'|it voids what cannot be voided",
        "void|'n':8,'type':'sale'|'n':8,'type':'return'|its total is not the sum of its lines",
        "void|'number':'N8'|'number':'N\\u0008'|its voided number holds what cannot be printed",
        "day-close|'to':8|'to':9|what it closes cannot be",
      })
  void whatIsWrongWithThisVersionIsSaid(String kind, String right, String wrong, String why)
      throws IOException {
    assertThat(ofKind(kind)).contains(right);
    assertThat(fault(ofKind(kind).replace(right, wrong == null ? "" : wrong))).hasValue(why);
  }

  /** A copy of the journal printed it first, and it was made anew where nothing stood yet. */
  @Test
  void whatACopyPrintedMayBeMadeAnewUnderTheSameNumberOfItsJournal() throws IOException {
    assertThat(
            fault(
                SALE_OF_TODAY.replace(
                    "'reason':'gift'", "'replaces':{'epoch':1,'n':9,'number':'N'}")))
        .isEmpty();
  }

  private static String ofKind(String kind) {
    return switch (kind) {
      case "sale" -> SALE_OF_TODAY;
      case "void" -> VOID;
      default -> CLOSE;
    };
  }

  private Optional<String> fault(String json) throws IOException {
    Document document = DocumentJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return judge.fault(document, document.key());
  }
}
