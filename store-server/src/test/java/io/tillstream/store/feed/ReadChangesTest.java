package io.tillstream.store.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.H2Books;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a page of changes ends. */
class ReadChangesTest {

  @RegisterExtension final H2Books books = new H2Books();

  @Test
  void aStretchOfDocumentsIsSkippedInSteps() throws SQLException {
    documents(25);
    stock("LAMP", 7);
    ReadChanges changes = new ReadChanges(books.database(), 10);

    assertThat(changes.after(0, 26, 100)).isEqualTo(new ChangesRead(10, Map.of()));
    assertThat(changes.after(10, 26, 100)).isEqualTo(new ChangesRead(20, Map.of()));
    assertThat(changes.after(20, 26, 100))
        .isEqualTo(new ChangesRead(26, Map.of(Entity.STOCK, Map.of("LAMP", "[\"LAMP\",7]"))));
  }

  @Test
  void thePageHoldsTheNewestImageAndEndsWhereItsRowsEnd() throws SQLException {
    stock("LAMP", 1);
    stock("LAMP", 2);
    stock("MUG", 3);
    books.write(remove("MUG"));
    documents(3);
    ReadChanges changes = new ReadChanges(books.database(), 1_000);

    assertThat(changes.after(0, 7, 3))
        .isEqualTo(
            new ChangesRead(
                3, Map.of(Entity.STOCK, Map.of("LAMP", "[\"LAMP\",2]", "MUG", "[\"MUG\",3]"))));
    assertThat(changes.after(3, 7, 3))
        .isEqualTo(new ChangesRead(7, Map.of(Entity.STOCK, Map.of("MUG", ChangesRead.GONE))));
  }

  @Test
  void nothingBeyondThePublishedHeadIsShown() throws SQLException {
    stock("LAMP", 1);
    stock("LAMP", 2);
    ReadChanges changes = new ReadChanges(books.database(), 1_000);

    assertThat(changes.after(0, 1, 100))
        .isEqualTo(new ChangesRead(1, Map.of(Entity.STOCK, Map.of("LAMP", "[\"LAMP\",1]"))));
    assertThat(changes.after(2, 2, 100)).isEqualTo(new ChangesRead(2, Map.of()));
  }

  @Test
  void aPageIsBoundedInBytes() throws SQLException {
    String description = "x".repeat(100_000);
    books.write(
        batch -> {
          for (int i = 0; i < 60; i++) {
            batch.put(Entity.ITEM, "I" + i, Image.of("I" + i, description, null, true));
          }
          return true;
        });
    ReadChanges changes = new ReadChanges(books.database(), 1_000);

    ChangesRead page = changes.after(0, 60, 1_000);

    assertThat(page.to()).isBetween(40L, 43L);
    assertThat(page.images().get(Entity.ITEM)).hasSize((int) page.to());
    assertThat(page.images().get(Entity.ITEM).values().stream().mapToLong(String::length).sum())
        .isLessThan(Protocol.PAGE_BYTES_MAX + 200_000L);
    assertThat(changes.after(page.to(), 60, 1_000).to()).isEqualTo(60);
  }

  private void documents(int count) {
    books.write(
        batch -> {
          for (int i = 0; i < count; i++) {
            batch.fact(Entity.DOCUMENT, "T1/1/" + i);
          }
          return true;
        });
  }

  private void stock(String item, int thousandths) {
    books.write(
        batch -> {
          batch.put(Entity.STOCK, item, Image.of(item, thousandths));
          return true;
        });
  }

  private static Command<Boolean> remove(String item) {
    return batch -> {
      batch.remove(Entity.STOCK, item);
      return true;
    };
  }
}
