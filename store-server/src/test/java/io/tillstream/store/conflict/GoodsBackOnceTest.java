package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Voided;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sale was corrected and voided: its goods come back once, in whatever order that is heard of.
 */
class GoodsBackOnceTest {

  @RegisterExtension final H2Books books = H2Books.withAWitness();

  private final AJournal first = AJournal.of("T1").sells(2, "LAMP");
  private final AJournal second = AJournal.of("T2").sells(2, "LAMP");
  private CaseBooks cases;

  @BeforeEach
  void threeLampsCameIn() throws IOException {
    cases = new CaseBooks(books);
    cases.receives(3, "LAMP"); // STORE/1/1
    Document sale = DocumentJson.read(first.body(1));
    first.append(
        first
            .document(
                DocumentType.VOID,
                sale.lines(),
                next -> next.voids(new Voided(1, 1, DocumentType.SALE, sale.number())))
            .canonicalBytes());
  }

  @Test
  void whatTheVoidBringsBackIsTakenBackOfTheCorrection() throws SQLException {
    soldTwice();
    corrects();
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("1000");

    cases.take(first, 2);

    isBackOnce();
    assertThat(books.ask("SELECT type, reference FROM document WHERE terminal = 'STORE' AND n > 3"))
        .containsExactly("stock-movement case 1-1 voided");
  }

  @Test
  void inOneBatchTheyAreTheSame() throws SQLException {
    soldTwice();

    books.write(
        batch -> {
          correction().applyTo(batch);
          CaseBooks.accept(batch, first, 2);
          return true;
        });

    isBackOnce();
  }

  @Test
  void theVoidOfAnotherSaleOfTheSameItemTakesNothingBack() throws Exception {
    soldTwice();
    corrects();
    first.sells(1, "LAMP");
    Document other = DocumentJson.read(first.body(3));
    first.append(
        first
            .document(
                DocumentType.VOID,
                other.lines(),
                next -> next.voids(new Voided(1, 3, DocumentType.SALE, other.number())))
            .canonicalBytes());
    cases.take(first, 3);
    cases.take(first, 4);

    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("1000");
  }

  /** Sales, the correction's movement and its settlement, and the void, from 1 to 5. */
  @ParameterizedTest
  @ValueSource(strings = {"12345", "34125", "12534", "15234", "12354", "12543", "41325", "35124"})
  void afterARestoreItIsTheSameInWhateverOrderTheyComeBack(String order) throws Exception {
    books.backUp();
    soldTwice();
    corrects();
    Map<Character, OversellTest.Batchable> lost = new HashMap<>();
    lost.put('1', batch -> CaseBooks.accept(batch, first, 1));
    lost.put('2', batch -> CaseBooks.accept(batch, second, 1));
    lost.put('3', cases.own(2));
    lost.put('4', cases.own(3));
    lost.put('5', batch -> CaseBooks.accept(batch, first, 2));
    books.putBack();

    for (int i = 0; i < order.length(); i++) {
      OversellTest.Batchable each = lost.get(order.charAt(i));
      books.write(batch -> in(batch, each));
    }

    isBackOnce();
  }

  private static boolean in(Batch batch, OversellTest.Batchable each) throws SQLException {
    each.in(batch);
    return true;
  }

  private void soldTwice() {
    cases.take(first, 1);
    cases.take(second, 1);
  }

  private void corrects() {
    assertThat(books.write(correction())).isInstanceOf(SettleAnswer.Settled.class);
  }

  private SettleCase correction() {
    return new SettleCase(
        H2Books.SHOP,
        CaseNumber.of("1-1").orElseThrow(),
        Choice.CORRECT,
        "because",
        "Ann",
        null,
        null,
        CaseBooks.TODAY,
        null,
        first.stream().at(1));
  }

  private void isBackOnce() throws SQLException {
    assertThat(cases.onHand(Location.SHOP_FLOOR, "LAMP")).isEqualTo("1000");
    assertThat(cases.onHand(Location.CUSTOMER, "LAMP")).isEqualTo("2000");
    assertThat(cases.open()).isEmpty();
  }
}
