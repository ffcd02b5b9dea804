package io.tillstream.store.parked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.intake.ReadDocument;
import io.tillstream.store.intake.UnknownCustomer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a former version of the store could not read, and this one can. */
class ResubmitParkedTest {

  @RegisterExtension final H2Books books = new H2Books();

  private DocumentKey key;

  @BeforeEach
  void parkedByAStoreThatCouldNotReadIt() throws SQLException {
    books.run(
        "INSERT INTO number_range (range_name, first_number, next_number, last_number, lease_size,"
            + " created_at_millis) VALUES ('invoice', 1, 3, 100, 10, 0)");
    AJournal journal = AJournal.of("T1");
    Document plain =
        journal.document(
            DocumentType.SALE,
            List.of(new Line("LAMP", null, 1_000, 25_500, 255, null, null, null, null)));
    byte[] body =
        new String(plain.canonicalBytes(), UTF_8)
            .replace("\"lines\":", "\"leased\":[{\"range\":\"invoice\",\"number\":7}],\"lines\":")
            .getBytes(UTF_8);
    journal.append(body);
    key = plain.key();
    books.write(
        batch -> {
          Journal.of(batch)
              .parkUnreadable(new Held(key, journal.hash(1), body, null), "a riddle", true);
          return true;
        });
  }

  @Test
  void isCountedInItsSeriesAndUsesItsNumbersUpOnce() throws SQLException {
    sells("LAMP");

    assertThat(resubmitted()).isEqualTo(new Settled.Booked());
    assertThat(resubmitted()).isEqualTo(new Settled.Booked());

    isTold();
  }

  @Test
  void isCountedThoughItStillWaitsForItsItem() throws SQLException {
    assertThat(resubmitted()).isInstanceOf(Settled.StillParked.class);
    assertThat(resubmitted()).isInstanceOf(Settled.StillParked.class);

    isTold();
  }

  private void isTold() throws SQLException {
    assertThat(books.ask("SELECT type, series, series_counter, total_minor FROM document"))
        .containsExactly("sale sale 1 255");
    assertThat(books.ask("SELECT range_name, number FROM leased_number"))
        .containsExactly("invoice 7");
    assertThat(books.ask("SELECT next_number FROM number_range")).containsExactly("8");
  }

  private void sells(String item) throws SQLException {
    books.run("INSERT INTO item (item, description, stocked) VALUES ('" + item + "', 'A lamp', 1)");
  }

  private Settled resubmitted() {
    return books.write(
        new ResubmitParked(key, new ReadDocument(H2Books.SHOP), UnknownCustomer.PARK, false));
  }
}
