package io.tillstream.store.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.H2Books;
import io.tillstream.store.Limits;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Fence;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterMeters;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Currency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsTest {

  private static final TerminalId TILL = new TerminalId("T1");

  @TempDir Path directory;
  private H2Books books;
  private Writer writer;
  private Contacts contacts;

  @BeforeEach
  void openBooks() throws SQLException {
    books = H2Books.in(directory);
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T1', 1, 0)");
    writer =
        new Writer(
            books.database(),
            new Shop(new StoreId("S1"), Currency.getInstance("GBP")),
            Limits.queueOf(64),
            new WriterMeters(new SimpleMeterRegistry()),
            Clock.systemUTC());
    writer.open();
    contacts = new Contacts(new Fence(writer, books.database()));
  }

  @AfterEach
  void closeBooks() {
    writer.close();
    books.close();
  }

  @Test
  void aSupersededStoreWritesNoContactDown() throws SQLException {
    contacts.note(TILL, new Contact(1_000, 5L, 900L, "0.1.0", 7L));
    books.run("UPDATE store_clock SET leader_epoch = leader_epoch + 1");

    contacts.writeDown();

    assertThat(written()).isEqualTo("null null null null");
  }

  @Test
  void theLastContactIsWrittenDown() throws SQLException {
    contacts.note(TILL, new Contact(1_000, 5L, 900L, "0.1.0", 7L));
    contacts.note(TILL, new Contact(2_000, 0L, null, "0.1.0", null));

    contacts.writeDown();

    assertThat(written()).isEqualTo("2000 0 null 0.1.0");
  }

  @Test
  void anUploadSaysNothingOfTheOutboxSoWhatWasSaidStands() throws SQLException {
    contacts.note(TILL, new Contact(1_000, 5L, 900L, "0.1.0", 7L));
    contacts.note(TILL, new Contact(2_000, null, null, null, null));

    contacts.writeDown();

    assertThat(written()).isEqualTo("2000 5 900 0.1.0");
    assertThat(contacts.of(TILL)).contains(new Contact(2_000, 5L, 900L, "0.1.0", 7L));
  }

  @Test
  void whatIsWrittenIsNotWrittenAgain() throws SQLException {
    contacts.note(TILL, new Contact(1_000, 5L, 900L, "0.1.0", 7L));
    contacts.writeDown();
    books.run("UPDATE terminal SET pending = 77");

    contacts.writeDown();

    assertThat(written()).isEqualTo("1000 77 900 0.1.0");
  }

  private String written() throws SQLException {
    return books
        .ask(
            "SELECT last_contact_millis, pending, oldest_pending_millis, agent_version FROM terminal")
        .getFirst();
  }
}
