package io.tillstream.store.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store whose database was put back lends no number a second time (I10). */
class RangesAfterARestoreTest {

  private static final DocumentStream T1 =
      new DocumentStream(H2Books.SHOP.id(), new TerminalId("T1"), 1);
  private static final DocumentStream T2 =
      new DocumentStream(H2Books.SHOP.id(), new TerminalId("T2"), 1);
  private static final String CARDS = "gift-card";

  @RegisterExtension final H2Books books = H2Books.withAWitness();
  private final AJournal sales = new AJournal(T1);

  @Test
  void whatWasLentSinceTheBackupIsNotLentAgain() throws Exception {
    aDayIsLostAfterARangeWasMade();

    assertThat(lease(T2, "b")).isInstanceOf(LeaseNumbers.Waiting.class);
    assertThat(lease(T1, "a")).as("its answer was lost").isInstanceOf(LeaseNumbers.Waiting.class);
    assertThat(new NumberRanges(books.database()).all())
        .containsExactly(new NumberRanges.Range(CARDS, 1_001, 2_000, 100, 1_000, 1_001, true));
    assertThat(books.restoration().status().orElseThrow().summary())
        .endsWith("; number ranges that wait for their next number: 1");

    assertThat(books.write(new SetNextNumber(CARDS, 1_101))).isEqualTo(new SetNextNumber.Done());

    assertThat(lease(T2, "b")).isEqualTo(new LeaseNumbers.Lent(1_101, 1_200));
    assertThat(books.restoration().status().orElseThrow().heldRanges()).isZero();
  }

  @Test
  void whatTheBackupRemembersIsAnsweredAsBefore() throws Exception {
    makeRange();
    lease(T1, "a");
    aDayIsLost();

    assertThat(lease(T1, "a")).isEqualTo(new LeaseNumbers.Lent(1_001, 1_100));
    assertThat(lease(T1, "c")).isInstanceOf(LeaseNumbers.Waiting.class);
  }

  @Test
  void aRestartHoldsNothing() throws Exception {
    makeRange();
    books.restart();

    assertThat(lease(T1, "a")).isEqualTo(new LeaseNumbers.Lent(1_001, 1_100));
  }

  @Test
  void noNumberIsSetBelowOneThatADocumentBears() throws Exception {
    aDayIsLostAfterARangeWasMade();
    aDocumentBears(1_042);

    assertThat(books.write(new SetNextNumber(CARDS, 1_042)))
        .isEqualTo(new SetNextNumber.OutOfRange(1_043, 2_001));
    assertThat(lease(T2, "b")).isInstanceOf(LeaseNumbers.Waiting.class);
    assertThat(books.write(new SetNextNumber(CARDS, 2_001))).isEqualTo(new SetNextNumber.Done());
    assertThat(lease(T2, "b")).isInstanceOf(LeaseNumbers.Exhausted.class);
  }

  @Test
  void aLateDocumentMovesTheRangeAlsoAfterSomebodyHasSaidWhereItBegins() throws Exception {
    aDayIsLostAfterARangeWasMade();
    books.write(new SetNextNumber(CARDS, 1_001));

    aDocumentBears(1_042, 1_007, 5_000); // the last one is none of the range

    assertThat(lease(T2, "b")).isEqualTo(new LeaseNumbers.Lent(1_043, 1_142));
  }

  @Test
  void aDocumentOfTheSameTransactionIsSeenBeforeNumbersAreLent() throws Exception {
    makeRange();

    LeaseNumbers.Answer answer =
        books.write(
            batch -> {
              takeIn(batch, 1_001);
              return new LeaseNumbers(CARDS, T2, "b").applyTo(batch);
            });

    assertThat(answer).isEqualTo(new LeaseNumbers.Lent(1_002, 1_101));
  }

  @Test
  void aRangeThatIsMadeAnewBeginsAboveWhatDocumentsBear() throws Exception {
    aDayIsLost();
    aDocumentBears(1_042);

    makeRange();

    assertThat(lease(T2, "b")).isEqualTo(new LeaseNumbers.Lent(1_043, 1_142));
  }

  private void aDayIsLostAfterARangeWasMade() throws SQLException, IOException {
    makeRange();
    aDayIsLost();
  }

  /** In it T1 was lent the numbers that are next in the backup. */
  private void aDayIsLost() throws SQLException, IOException {
    aDocumentBears();
    books.backUp();
    lease(T1, "a");
    aDocumentBears();
    books.putBack();
    assertThat(books.restoration().life()).isPresent();
  }

  private void makeRange() {
    assertThat(books.write(new MakeRange(CARDS, 1_001, 2_000, 100))).isTrue();
  }

  private LeaseNumbers.Answer lease(DocumentStream borrower, String request) {
    return books.write(new LeaseNumbers(CARDS, borrower, request));
  }

  private void aDocumentBears(long... numbers) {
    books.write(batch -> takeIn(batch, numbers));
  }

  private long takeIn(Batch batch, long... numbers) {
    List<LeasedNumber> leased =
        Arrays.stream(numbers).mapToObj(n -> new LeasedNumber(CARDS, n)).toList();
    int n = sales.size() + 1;
    Document document =
        Document.at(T1, n, DocumentType.SALE)
            .number("N" + n)
            .series("sale", (long) n, null)
            .reference("R" + n)
            .businessDate("2026-11-20")
            .recordedAt("2026-11-20T10:42:00.123Z")
            .currency("GBP")
            .leased(leased)
            .lines(List.of())
            .build();
    sales.append(document.canonicalBytes());
    Held held = new Held(T1.at(n), sales.hash(n), sales.body(n), document);
    return Journal.of(batch).accept(held, new Booking.Booked(List.of(), new TreeMap<>()));
  }
}
