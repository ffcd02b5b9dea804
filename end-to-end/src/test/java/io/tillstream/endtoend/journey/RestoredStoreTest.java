package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.books.Reconciliation;
import io.tillstream.endtoend.shop.HandMadeTerminal;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I18: yesterday's database is put under a store, or under head office, and the shop heals. */
@Timeout(150)
class RestoredStoreTest {

  private Shop shop;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    shop = aShop().with(aTerminal()).with(aTerminal());
  }

  @AfterEach
  void close() throws IOException {
    shop.close();
  }

  @Test
  void aStoreWithYesterdaysDatabaseHealsFromHeadOfficeAndItsTerminals() throws Exception {
    Till busy = shop.till(1);
    Till quiet = shop.till(2);
    busy.sells(10);
    quiet.sells(10);
    drained();
    Path backup = backUpTheStore();

    busy.sells(15);
    quiet.sells(5);
    shop.receivesGoods("YESTERDAY", 7);
    drained();
    shop.headOffice().stop();
    busy.sells(4); // the store has these, head office has not
    Until.holds("the store has them", () -> made() == 44);
    String former = incarnation();
    putBack(backup);
    shop.headOffice().comeUp();
    shop.store().link().restore();
    startTheStore();

    Until.holds("nothing is missing any more", () -> made() == 44);
    drained();
    assertThat(incarnation()).isNotEqualTo(former);
    JsonNode restored = shop.store().status().path("restored");
    assertThat(restored.path("foundBy").asText()).isEqualTo("witness");
    assertThat(restored.path("missing").asLong()).isZero();
    assertThat(restored.path("fromHeadOffice").asLong()).isEqualTo(21);
    assertThat(restored.path("fromTerminals").asLong()).isEqualTo(4);
    assertThat(restored.path("summary").asText())
        .isEqualTo(
            "the database was restored from a backup: 4 documents came back from terminals, 21 from"
                + " head office");
    busy.sells(3);
    agreed(busy, quiet);
  }

  /** I10: the machine that got it may have printed receipts that nobody has but its customers. */
  @Test
  void anEpochThatWasGrantedSinceTheBackupIsNotGrantedToAnEmptyMachine() throws Exception {
    Path backup = backUpTheStore();
    assertThat(HandMadeTerminal.at(shop.store(), "T9").stream().epoch()).isEqualTo(1);

    putBack(backup);
    startTheStore();

    assertThat(HandMadeTerminal.at(shop.store(), "T9").stream().epoch()).isEqualTo(2);
  }

  @Test
  void aHeadOfficeWithYesterdaysDatabaseIsToldAgain() throws Exception {
    Till till = shop.till(1);
    Till other = shop.till(2);
    till.sells(10);
    other.sells(1);
    drained();
    shop.headOffice().stop();
    Path backup = shop.data().resolve("yesterday.mv.db");
    Files.copy(database(shop.headOffice().data(), "head-office"), backup);
    shop.headOffice().comeUp();
    till.sells(10);
    drained();
    String incarnation = incarnation();

    shop.headOffice().stop();
    Files.copy(
        backup,
        database(shop.headOffice().data(), "head-office"),
        StandardCopyOption.REPLACE_EXISTING);
    shop.headOffice().comeUp();
    till.sells(1);

    agreed(till, other);
    assertThat(incarnation()).isEqualTo(incarnation);
  }

  private Path backUpTheStore() throws IOException, InterruptedException {
    Path backup = shop.data().resolve("yesterday.mv.db");
    shop.store().stop();
    Files.copy(database(shop.store().data(), "store"), backup);
    startTheStore();
    return backup;
  }

  private void putBack(Path backup) throws IOException, InterruptedException {
    shop.store().stop();
    Files.copy(backup, database(shop.store().data(), "store"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void startTheStore() throws IOException, InterruptedException {
    shop.store().comeUp();
  }

  private void agreed(Till... tills) throws IOException {
    Reconciliation books = shop.reconcileWhenDrained(tills);
    assertThat(books.differences()).isEmpty();
    assertThat(shop.provedEqual().path("headOffice").path("state").asText()).isEqualTo("equal");
  }

  private void drained() {
    for (int n = 1; n <= 2; n++) {
      Till till = shop.till(n);
      Until.holds("everything of " + till.name() + " has drained", till::hasDrained);
    }
  }

  private long made() throws IOException {
    return shop.store().status().path("documents").path("made").asLong();
  }

  private String incarnation() throws IOException {
    return shop.store().status().path("incarnation").asText();
  }

  private static Path database(Path data, String name) {
    return data.resolve(name + ".mv.db");
  }
}
