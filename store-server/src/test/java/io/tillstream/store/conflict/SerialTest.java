package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Voided;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.DocumentJson;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One piece cannot be sold twice unless it came back between. */
class SerialTest {

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal first = AJournal.of("T1").ofSerial(DocumentType.SALE, "LAMP", "A-1");
  private final AJournal second = AJournal.of("T2").ofSerial(DocumentType.SALE, "LAMP", "A-1");
  private CaseBooks cases;

  @BeforeEach
  void tenLamps() {
    cases = new CaseBooks(books);
    cases.receives(10, "LAMP");
  }

  @Test
  void soldAtTwoTillsItIsOneCaseThatNamesBothSales() throws SQLException {
    cases.take(first, 1);
    assertThat(open()).isEmpty();

    cases.take(second, 1);

    assertThat(open()).containsExactly("LAMP#A-1: T1/1/1, T2/1/1");
  }

  @Test
  void inOneBatchTheyAreTheSameCase() throws SQLException {
    books.write(
        batch -> {
          CaseBooks.accept(batch, second, 1);
          CaseBooks.accept(batch, first, 1);
          return true;
        });

    assertThat(open()).containsExactly("LAMP#A-1: T2/1/1, T1/1/1");
  }

  @Test
  void aPieceThatCameBackIsSoldAgainInWhateverOrderThatIsHeardOf() throws SQLException {
    cases.take(first, 1);
    cases.take(first.ofSerial(DocumentType.RETURN, "LAMP", "A-1"), 2);
    cases.take(second, 1);
    assertThat(books.ask("SELECT COUNT(*) FROM conflict_case")).containsExactly("0");
  }

  @Test
  void aReturnThatIsHeardOfLateEndsTheCase() throws SQLException {
    cases.take(first, 1);
    cases.take(second, 1);

    cases.take(first.ofSerial(DocumentType.RETURN, "LAMP", "A-1"), 2);

    assertThat(open()).isEmpty();
    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("gone");
  }

  @Test
  void anotherPieceAndAnotherItemWithTheSameNumberAreNoConflict() throws SQLException {
    cases.take(first, 1);
    cases.take(first.ofSerial(DocumentType.SALE, "LAMP", "A-2"), 2);
    cases.take(first.ofSerial(DocumentType.SALE, "CUP", "A-1"), 3);

    assertThat(open()).isEmpty();
  }

  @Test
  void whatSomebodyHasAcceptedIsAskedAgainOnlyWhenItIsSoldAThirdTime() throws SQLException {
    cases.take(first, 1);
    cases.take(second, 1);
    assertThat(cases.settles(Choice.LOST, "Ann")).isInstanceOf(SettleAnswer.DoesNotFit.class);
    assertThat(cases.settles(Choice.ACCEPT, "Ann")).isInstanceOf(SettleAnswer.Settled.class);
    assertThat(open()).isEmpty();
    books.restart();

    cases.take(second.ofSerial(DocumentType.SALE, "LAMP", "A-1"), 2);

    assertThat(open()).containsExactly("LAMP#A-1: T2/1/2");
  }

  @Test
  void whatIsSoldBeforeAnybodyHasDecidedJoinsTheCase() throws SQLException {
    cases.take(first, 1);
    cases.take(second, 1);
    books.restart();

    cases.take(second.ofSerial(DocumentType.SALE, "LAMP", "A-1"), 2);

    assertThat(open()).containsExactly("LAMP#A-1: T1/1/1, T2/1/1, T2/1/2");
  }

  /** Of cases of another kind not even the documents are read: here they cannot be. */
  @Test
  void aPageOfAKindReadsTheDocumentsOfItsCasesAlone() throws SQLException {
    cases.take(first, 1);
    cases.take(second, 1);
    cases.take(AJournal.of("T3").sells(1, "CUP"), 1);
    cases.take(AJournal.of("T4").ofSerial(DocumentType.SALE, "LAMP", "B-1"), 1);
    cases.take(AJournal.of("T5").ofSerial(DocumentType.SALE, "LAMP", "B-1"), 1);
    books.run("UPDATE document SET type = 'of-tomorrow' WHERE terminal = 'T3'");

    assertThat(open()).containsExactly("LAMP#A-1: T1/1/1, T2/1/1", "LAMP#B-1: T4/1/1, T5/1/1");
  }

  /** A sale that did not happen has not taken the piece, and its void does not bring it back. */
  @Test
  void aPieceWhoseSaleWasCorrectedIsNotGoneWhateverBecomesOfTheSale() throws Exception {
    AJournal third = AJournal.of("T3").ofSerial(DocumentType.SALE, "VASE", "V-1");
    cases.take(third, 1);
    assertThat(
            books.write(
                new SettleCase(
                    H2Books.SHOP,
                    CaseNumber.of("1-1").orElseThrow(),
                    Choice.CORRECT,
                    "because",
                    "Ann",
                    null,
                    null,
                    CaseBooks.TODAY,
                    null,
                    third.stream().at(1))))
        .isInstanceOf(SettleAnswer.Settled.class);
    cases.take(AJournal.of("T4").ofSerial(DocumentType.SALE, "VASE", "V-1"), 1);
    assertThat(open()).isEmpty();

    Document sale = DocumentJson.read(third.body(1));
    third.append(
        third
            .document(
                DocumentType.VOID,
                sale.lines(),
                next -> next.voids(new Voided(1, 1, DocumentType.SALE, sale.number())))
            .canonicalBytes());
    cases.take(third, 2);
    assertThat(open()).isEmpty();

    cases.take(AJournal.of("T5").ofSerial(DocumentType.SALE, "VASE", "V-1"), 1);
    assertThat(open()).hasSize(1);
  }

  /** Nothing of it can be asked or written: the table is not there. */
  @Test
  void salesWithoutANumberReadAndWriteNothingOfSerials() throws SQLException {
    books.run("DROP TABLE serial_document");

    cases.take(AJournal.of("T3").sells(1, "LAMP"), 1);

    assertThat(books.ask("SELECT COUNT(*) FROM document WHERE type = 'sale'")).containsExactly("1");
  }

  private List<String> open() throws SQLException {
    return new ReadCases(books.database(), H2Books.SHOP)
        .after(CaseState.OPEN, Optional.of(CaseKind.SERIAL), 0, 100).stream()
            .map(
                row ->
                    row.subject()
                        + ": "
                        + row.causes().stream()
                            .map(each -> each.cause().document().toString().substring(3))
                            .collect(Collectors.joining(", ")))
            .toList();
  }
}
