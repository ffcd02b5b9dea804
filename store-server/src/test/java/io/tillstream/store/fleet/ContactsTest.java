package io.tillstream.store.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.H2Books;
import io.tillstream.store.writer.Fence;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContactsTest {

  private static final TerminalId TILL = new TerminalId("T1");

  @RegisterExtension final H2Books books = new H2Books();
  private Contacts contacts;

  @BeforeEach
  void aTillIsEnrolled() throws SQLException {
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T1', 1, 0)");
    contacts = new Contacts(new Fence(books.writer(), books.database()));
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
