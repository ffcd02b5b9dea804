package io.tillstream.store.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store changed a price, and a till had not heard of it. */
class PriceTest {

  private static final Instant CHANGED = Instant.parse("2026-11-20T10:30:00Z"); // sold 10:42
  private static final long BEFORE = Duration.ofHours(1).toMillis(); // its clock is ahead
  private static final long WAS = 39_900;
  private static final long BECAME = 44_900;

  @RegisterExtension final H2Books books = new H2Books();

  private final AJournal till = AJournal.of("T2");
  private CaseBooks cases;

  @BeforeEach
  void theLampBecomesDearer() throws SQLException {
    cases = new CaseBooks(books);
    cases.receives(99, "LAMP");
    cases.receives(9, "CUP");
    changes("price", "LAMP", 100, CHANGED, WAS, BECAME);
    changes("tax", "STD", 101, CHANGED, 2_000, 1_900);
    books.restart();
  }

  @Test
  void aTillThatHadNotHeardIsACaseThatSaysBothPricesAndWhen() throws SQLException {
    sells(2, WAS, 99L, 0);

    assertThat(cases.open()).containsExactly("T2 held unknown: T2/1/1 2000");
    assertThat(shown().why())
        .startsWith("Terminal T2 had not heard of changes that the store had made: at ")
        .contains(" it sold 2 of LAMP for 3.99 instead of 4.49, which the store had set at ")
        .contains("; its prices were those of ");
  }

  @Test
  void whatATillHadHeardOfOrSoldBeforeIsInOrder() throws SQLException {
    sells(1, WAS, 101L, 0); // a person's price, then
    sells(1, BECAME, 99L, 0);
    sells(1, WAS, 99L, BEFORE);

    assertThat(cases.open()).isEmpty();
  }

  @Test
  void aPersonsPriceIsThatPersonsDecision() throws SQLException {
    sells(1, 29_900, 99L, 0);

    assertThat(cases.open()).isEmpty();
  }

  @Test
  void aTillOfAnEarlierVersionIsNotCompared() throws SQLException {
    sells(1, WAS, null, 0);

    assertThat(cases.open()).isEmpty();
  }

  @Test
  void ofTwoChangesTheOneThatWasInForceCounts() throws SQLException {
    changes("price", "LAMP", 200, CHANGED.plusSeconds(60), BECAME, 49_900);
    changes("price", "LAMP", 300, CHANGED.plus(Duration.ofHours(2)), 49_900, WAS);
    books.restart();

    sells(1, WAS, 99L, 0);
    sells(1, BECAME, 150L, 0);

    assertThat(shown().why())
        .contains("for 3.99 instead of 4.99")
        .contains("for 4.49 instead of 4.99");
  }

  @Test
  void nobodyIsBlamedForWhatNoTillWasToldYet() throws SQLException {
    long told = books.writer().published().seq();
    changes("price", "LAMP", told + 1, CHANGED, WAS, BECAME);
    books.run("DELETE FROM catalogue_step WHERE seq = 100");
    books.restart();
    books.write(
        batch -> {
          batch.holdFeed("head-office");
          return true;
        });
    sells(1, WAS, told, 0);
    assertThat(cases.open()).isEmpty();

    books.write(
        batch -> {
          batch.releaseFeed("head-office");
          return true;
        });
    sells(2, WAS, told, 0);
    assertThat(cases.open()).containsExactly("T2 held unknown: T2/1/2 2000");
  }

  @Test
  void aTaxRateIsComparedLikeAPrice() throws SQLException {
    Line line = new Line("CUP", null, 1_000, 25_500, 255, "STD", 2_000, 43L, true);
    record(line, 99L, 0);

    assertThat(shown().why()).contains("of tax code STD with 20 % instead of 19 %");
  }

  @Test
  void acceptedSalesOpenNoCaseAgainAndALaterOneDoes() throws SQLException {
    sells(2, WAS, 99L, 0);
    assertThat(cases.settles(Choice.ACCEPT, "Ann")).isEqualTo(new SettleAnswer.Settled());
    assertThat(cases.open()).isEmpty();

    sells(1, WAS, 99L, 0);

    assertThat(cases.open()).containsExactly("T2 held unknown: T2/1/2 1000");
  }

  private void sells(int units, long price, Long catalogueSeq, long skewMillis) {
    record(
        new Line("LAMP", null, units * 1_000L, price, units * price / 100, null, null, null, true),
        catalogueSeq,
        skewMillis);
  }

  private void record(Line line, Long catalogueSeq, long skewMillis) {
    till.append(
        till.document(
                DocumentType.SALE,
                List.of(line),
                next -> next.contact(skewMillis, null).catalogueSeq(catalogueSeq))
            .canonicalBytes());
    cases.take(till, till.size());
  }

  private void changes(String entity, String key, long seq, Instant at, long was, long became)
      throws SQLException {
    books.run(
        ("INSERT INTO catalogue_step (row_key, entity, seq, at_millis, was, became)"
                + " VALUES ('%s', '%s', %d, %d, %d, %d)")
            .formatted(key, entity, seq, at.toEpochMilli(), was, became));
  }

  private ShownCase shown() throws SQLException {
    ReadCases read = new ReadCases(books.database(), H2Books.SHOP);
    return new ShowCase(read, null, H2Books.SHOP, Clock.systemUTC())
        .brief(read.after(CaseState.OPEN, Optional.empty(), 0, 1).getFirst());
  }
}
