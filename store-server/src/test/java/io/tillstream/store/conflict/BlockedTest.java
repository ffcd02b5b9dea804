package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.changelog.Entity;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An item was sold that was not for sale any more: one case, which says what the till knew. */
class BlockedTest {

  /** What a till's clock is behind, so that what it records now was made after the test began. */
  private static final long LATER = -Duration.ofDays(3_650).toMillis();

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal till = AJournal.of("T1");
  private CaseBooks cases;
  private long blocked;

  @BeforeEach
  void theLampIsTakenOut() throws SQLException {
    cases = new CaseBooks(books);
    cases.receives(9, "LAMP");
    blocks("LAMP");
    blocked = books.writer().published().seq();
  }

  @Test
  void aTillThatHadNotHeardSellsItAndTheCaseSaysSo() throws SQLException {
    sells(2, LATER, blocked - 1);

    assertThat(cases.open()).containsExactly("LAMP held unknown: T1/1/1 2000");
    assertThat(shown().why())
        .startsWith("LAMP was not for sale: the store took it out of the catalogue at ")
        .contains(". Terminal T1 sold 2 at ")
        .contains("; its catalogue was the store's of ")
        .endsWith(", and it had not heard of that.");
    assertThat(cases.onHand(io.tillstream.protocol.document.Location.SHOP_FLOOR, "LAMP"))
        .as("a sale is a fact")
        .isEqualTo("7000");
  }

  @Test
  void aTillThatKnewIsACaseWhateverItsClockSays() throws SQLException {
    sells(1, 0L, blocked);

    assertThat(shown().why()).endsWith(" and it knew of that.");
  }

  @Test
  void aTillOfAnEarlierVersionDoesNotSayWhatItHadHeard() throws SQLException {
    sells(1, LATER, null);

    assertThat(shown().why()).endsWith("; it does not say what it had heard by then.");
  }

  @Test
  void whatWasSoldBeforeIsInOrderHoweverLateItComesIn() throws SQLException {
    sells(1, 0L, blocked - 1);

    assertThat(cases.open()).isEmpty();
  }

  @Test
  void whatIsSoldOfItLaterJoinsTheCaseAlsoAfterARestartAndNothingElseDoes() throws SQLException {
    sells(2, LATER, blocked - 1);
    books.restart();

    sells(1, LATER, blocked - 1);
    till.sells(1, "VASE");
    cases.take(till, till.size());

    assertThat(cases.open())
        .containsExactly("LAMP held unknown: T1/1/1 2000, T1/1/2 1000", "VASE held 0: T1/1/3 1000");
  }

  @Test
  void acceptedSalesOpenNoCaseAgainAndALaterOneDoes() throws SQLException {
    sells(2, LATER, blocked - 1);
    assertThat(cases.settles(Choice.ACCEPT, "Ann")).isEqualTo(new SettleAnswer.Settled());
    assertThat(cases.open()).isEmpty();

    sells(1, LATER, blocked - 1);

    assertThat(cases.open()).containsExactly("LAMP held unknown: T1/1/2 1000");
  }

  @Test
  void theItemThatIsForSaleAgainEndsTheCase() throws SQLException {
    sells(2, LATER, blocked - 1);

    books.write(
        batch -> {
          batch.put(Entity.ITEM, "LAMP", "[\"LAMP\",\"Lamp\",null,true]");
          return true;
        });

    assertThat(books.ask("SELECT state FROM conflict_case")).containsExactly("gone");
    sells(1, LATER, blocked - 1);
    assertThat(cases.open()).isEmpty();
  }

  @Test
  void anItemThatIsTakenOutAndComesBackWithinABatchWasForSaleAllTheTime() throws SQLException {
    books.write(
        batch -> {
          batch.remove(Entity.ITEM, "VASE");
          batch.put(Entity.ITEM, "VASE", "[\"VASE\",\"Vase\",null,true]");
          return true;
        });

    assertThat(books.ask("SELECT item FROM withdrawn_item")).containsExactly("LAMP");
  }

  private void sells(int units, long skewMillis, Long catalogueSeq) {
    Line line =
        new Line("LAMP", null, units * 1_000L, 25_500, units * 255L, null, null, null, true);
    till.append(
        till.document(
                DocumentType.SALE,
                List.of(line),
                next -> next.contact(skewMillis, null).catalogueSeq(catalogueSeq))
            .canonicalBytes());
    cases.take(till, till.size());
  }

  private void blocks(String item) {
    books.write(
        batch -> {
          batch.remove(Entity.ITEM, item);
          return true;
        });
  }

  private ShownCase shown() throws SQLException {
    ReadCases read = new ReadCases(books.database(), H2Books.SHOP);
    return new ShowCase(read, null, H2Books.SHOP, Clock.systemUTC())
        .brief(read.after(CaseState.OPEN, Optional.empty(), 0, 1).getFirst());
  }
}
