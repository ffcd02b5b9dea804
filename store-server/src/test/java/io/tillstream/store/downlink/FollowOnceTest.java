package io.tillstream.store.downlink;

import static io.tillstream.protocol.layer.LayeredTable.BARCODE;
import static io.tillstream.protocol.layer.LayeredTable.ITEM;
import static io.tillstream.protocol.layer.LayeredTable.PRICE;
import static io.tillstream.protocol.layer.LayeredTable.SETTING;
import static io.tillstream.protocol.layer.LayeredTable.TAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import io.tillstream.store.inbox.AStoreWithOtherPrograms;
import io.tillstream.store.inbox.WatchInbox;
import io.tillstream.store.uplink.UplinkConfig;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store sells by what head office says, where it has not said otherwise itself. */
class FollowOnceTest {

  private static final int PORTION_ROWS = 3;

  @RegisterExtension final H2Books books = new H2Books();
  private final AStoreWithOtherPrograms programs = new AStoreWithOtherPrograms(books);
  private AnOffice office = new AnOffice(2);

  @Test
  void theShopSellsWhatTheChainSays() throws Exception {
    lampOfTheChain();
    follow();

    assertThat(programs.terminal())
        .isEqualTo(
            Map.of(
                "tax STD", "[\"STD\",2000]",
                "item LAMP", "[\"LAMP\",\"A lamp\",\"STD\",true]",
                "barcode 501", "[\"501\",\"LAMP\"]",
                "price LAMP", "[\"LAMP\",25500]"));
    assertThat(books.ask("SELECT DISTINCT layer FROM row_owner")).containsExactly("chain");
  }

  @Test
  void theRegionsPriceIsInForceUntilTheRegionSaysNothingOfItAnyMore() throws Exception {
    lampOfTheChain();
    office.says(Layer.REGION, PRICE, "LAMP", 20_000L);
    follow();
    assertThat(price()).isEqualTo("[\"LAMP\",20000]");

    office.saysNothingMoreOf(Layer.REGION, PRICE, "LAMP");
    follow();
    assertThat(price()).isEqualTo("[\"LAMP\",25500]");
  }

  @Test
  void whatThePriceWasIsRememberedForSalesOfTillsThatHadNotHeard() throws Exception {
    lampOfTheChain();
    follow();
    assertThat(steps()).as("nobody sold at what there was not").isEmpty();

    office.says(Layer.CHAIN, PRICE, "LAMP", 30_000L).says(Layer.CHAIN, TAX, "STD", 1900L);
    follow();
    office.withholds(Layer.REGION, ITEM, "LAMP");
    follow();

    assertThat(steps())
        .containsExactly("tax STD 2000 1900", "price LAMP 25500 30000", "price LAMP 30000 null");
    assertThat(books.ask("SELECT MAX(seq) FROM catalogue_step"))
        .containsExactly(String.valueOf(books.writer().published().seq()));
  }

  @Test
  void whatAnotherProgramWritesIsTheStoresOwnWordUntilItIsGivenBack() throws Exception {
    lampOfTheChain();
    follow();
    programs.another("UPDATE price SET unit_price_ten_thousandths = 9900 WHERE item = 'LAMP'");
    office.says(Layer.CHAIN, PRICE, "LAMP", 30_000L);
    takeOverWhile(this::follow);
    follow();
    assertThat(price()).isEqualTo("[\"LAMP\",9900]");
    assertThat(own()).isEqualTo("price LAMP FALSE");

    assertThat(books.write(new GiveBack(PRICE, "LAMP"))).isTrue();
    follow();
    assertThat(price()).isEqualTo("[\"LAMP\",30000]");
    assertThat(own()).isEmpty();
  }

  @Test
  void anItemThatTheStoreTakesAwayIsBlockedWhateverTheChainSays() throws Exception {
    lampOfTheChain();
    follow();
    programs.another("DELETE FROM item WHERE item = 'LAMP'");
    takeOverWhile(() -> {});
    office.says(Layer.CHAIN, ITEM, "LAMP", "A better lamp", "STD", true);
    office.says(Layer.CHAIN, PRICE, "LAMP", 30_000L);
    follow();

    assertThat(programs.terminal()).containsOnlyKeys("tax STD");
    books.write(new GiveBack(ITEM, "LAMP"));
    follow();
    assertThat(programs.terminal())
        .containsEntry("item LAMP", "[\"LAMP\",\"A better lamp\",\"STD\",true]")
        .containsEntry("price LAMP", "[\"LAMP\",30000]")
        .containsKey("barcode 501");
  }

  @Test
  void anOverriddenPriceComesBackWithItsItem() throws Exception {
    lampOfTheChain();
    follow();
    programs.another("UPDATE price SET unit_price_ten_thousandths = 9900 WHERE item = 'LAMP'");
    takeOverWhile(() -> {});
    office.withholds(Layer.REGION, ITEM, "LAMP");
    follow();
    assertThat(programs.terminal()).containsOnlyKeys("tax STD");

    office.saysNothingMoreOf(Layer.REGION, ITEM, "LAMP");
    follow();
    assertThat(price()).isEqualTo("[\"LAMP\",9900]");
  }

  @Test
  void whatTheStoreAloneSaysOfAnItemComesBackWithIt() throws Exception {
    office.says(Layer.CHAIN, ITEM, "LAMP", "A lamp", null, true);
    follow();
    programs.another("INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('LAMP', 9900)");
    programs.another("INSERT INTO barcode (barcode, item) VALUES ('777', 'LAMP')");
    takeOverWhile(() -> {});
    office.withholds(Layer.REGION, ITEM, "LAMP");
    follow();
    assertThat(programs.terminal()).isEmpty();

    office.saysNothingMoreOf(Layer.REGION, ITEM, "LAMP");
    follow();
    assertThat(programs.terminal())
        .containsOnlyKeys("item LAMP", "price LAMP", "barcode 777")
        .containsEntry("price LAMP", "[\"LAMP\",9900]");
    assertThat(own()).as("they are the store's alone, as before").isEmpty();
  }

  @Test
  void aTaxCodeThatAnItemOfTheStoreStillNamesStays() throws Exception {
    office.says(Layer.CHAIN, TAX, "STD", 2000L);
    follow();
    programs.another(
        "INSERT INTO item (item, description, tax_code, stocked) VALUES ('MUG', '', 'STD', 1)");
    takeOverWhile(() -> {});
    office.saysNothingMoreOf(Layer.CHAIN, TAX, "STD");
    follow();

    assertThat(programs.terminal()).containsKeys("tax STD", "item MUG");
  }

  @Test
  void aSettingOfTheStoreIsOverHeadOffices() throws Exception {
    office.says(Layer.CHAIN, SETTING, "footer", "Thank you");
    follow();
    books.write(new ChangeSetting("footer", "Come again"));
    office.says(Layer.CHAIN, SETTING, "footer", "Bye");
    follow();
    assertThat(books.ask("SELECT setting_value FROM setting")).containsExactly("Come again");

    books.write(new ChangeSetting("footer", "Bye"));
    assertThat(own()).isEmpty(); // what is as head office says is head office's again
  }

  @Test
  void aHeadOfficeThatFallsSilentInMidPageCostsNothingThatTerminalsSee() throws Exception {
    many(40);
    office.fallsSilentAfter(3);
    assertThatThrownBy(this::follow).isInstanceOf(IOException.class);
    assertThat(programs.terminal()).isEmpty();
    books.restart();
    office.fallsSilentAfter(Integer.MAX_VALUE);
    follow();

    assertThat(programs.terminal()).hasSize(80);
  }

  @Test
  void terminalsAreShownNothingOfItBeforeAllOfItIsThere() throws Exception {
    many(40);
    int[] steps = {0};
    once(rest -> ++steps[0] > 15).round(); // stopped in the middle of settling
    assertThat(books.writer().isFeedHeldBy(SettleDue.HOLDER)).isTrue();
    assertThat(programs.terminal()).isEmpty();
    books.restart();
    assertThat(programs.terminal()).isEmpty();

    office.fallsSilentAfter(0); // head office is not needed to end what was begun
    assertThatThrownBy(this::follow).isInstanceOf(IOException.class);
    assertThat(programs.terminal()).hasSize(80);
    assertThat(books.writer().isFeedHeld()).isFalse();
  }

  @Test
  void aHeadOfficeRestoredFromABackupIsFollowedWhereItWentInstead() throws Exception {
    lampOfTheChain();
    AnOffice yesterday = office.copy();
    office.says(Layer.CHAIN, PRICE, "LAMP", 1L);
    follow();
    office = yesterday;
    office.says(Layer.CHAIN, PRICE, "LAMP", 2L); // under the number that the store has followed
    follow();

    assertThat(price()).isEqualTo("[\"LAMP\",2]");
  }

  @Test
  void aStoreRestoredFromABackupComesToTheSame() throws Exception {
    lampOfTheChain();
    follow();
    books.backUp();
    office.says(Layer.CHAIN, PRICE, "LAMP", 1L);
    office.saysNothingMoreOf(Layer.CHAIN, BARCODE, "501");
    follow();
    books.putBack();
    follow();

    assertThat(price()).isEqualTo("[\"LAMP\",1]");
    assertThat(programs.terminal()).doesNotContainKey("barcode 501");
  }

  @Test
  void thePageThatComesTwiceChangesNothing() throws Exception {
    lampOfTheChain();
    follow();
    long seq = books.writer().published().seq();
    follow();
    follow();

    assertThat(books.writer().published().seq()).isEqualTo(seq);
    assertThat(books.ask("SELECT COUNT(*) FROM layer_due")).containsExactly("0");
  }

  @Test
  void whatIsHalfSettledIsShownAlsoByAStoreThatHasNoHeadOfficeAnyMore() throws Exception {
    many(40);
    int[] steps = {0};
    once(rest -> ++steps[0] > 15).round(); // stopped in the middle of settling
    assertThat(books.writer().isFeedHeldBy(SettleDue.HOLDER)).isTrue();
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(UplinkConfig.class)
            .withMapping(DownlinkConfig.class)
            .build();

    FollowHeadOffice nobody =
        new FollowHeadOffice(
            config.getConfigMapping(DownlinkConfig.class),
            config.getConfigMapping(UplinkConfig.class),
            books.database(),
            books.writer(),
            new JsonMapper());
    nobody.start();
    try {
      Eventually.holds(() -> !books.writer().isFeedHeldBy(SettleDue.HOLDER));
    } finally {
      nobody.stop();
    }
    assertThat(programs.terminal()).hasSize(80);
  }

  @Test
  void aProgramThatWritesAllTheTimeHoldsUpNothingForGood() throws Exception {
    programs.another("INSERT INTO item (item, description, stocked) VALUES ('MUG', '', 1)");
    many(30);
    AtomicBoolean isOver = new AtomicBoolean();
    try (ExecutorService another = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writes =
          another.submit(
              () -> {
                for (int n = 0; n < 2_000 && !isOver.get(); n++) {
                  programs.another("UPDATE item SET description = '" + n + "' WHERE item = 'MUG'");
                  LockSupport.parkNanos(5_000_000);
                }
                return null;
              });
      takeOverWhile(
          () -> {
            follow();
            isOver.set(true);
            writes.get();
          });
    } finally {
      isOver.set(true);
    }

    assertThat(books.writer().isFeedHeldBy(SettleDue.HOLDER)).isFalse();
    assertThat(programs.terminal()).containsKeys("price I0", "price I29");
  }

  private void lampOfTheChain() {
    office
        .says(Layer.CHAIN, TAX, "STD", 2000L)
        .says(Layer.CHAIN, ITEM, "LAMP", "A lamp", "STD", true)
        .says(Layer.CHAIN, BARCODE, "501", "LAMP")
        .says(Layer.CHAIN, PRICE, "LAMP", 25_500L);
  }

  private void many(int items) {
    for (int n = 0; n < items; n++) {
      office
          .says(Layer.CHAIN, ITEM, "I" + n, "", null, true)
          .says(Layer.CHAIN, PRICE, "I" + n, (long) n);
    }
  }

  private void follow() throws IOException, SQLException {
    once(rest -> false).round();
  }

  private FollowOnce once(Predicate<Duration> isStoppedAfter) {
    return new FollowOnce(books.database(), books.writer(), office, PORTION_ROWS, isStoppedAfter);
  }

  /** Something that happens while changes of other programs are being taken over. */
  private void takeOverWhile(Work work) throws Exception {
    WatchInbox watch = programs.watch(100);
    watch.start();
    try {
      work.run();
      Eventually.holds(() -> books.ask("SELECT COUNT(*) FROM change_inbox").getFirst().equals("0"));
    } finally {
      watch.stop();
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private String price() throws SQLException {
    return programs.terminal().get("price LAMP");
  }

  private List<String> steps() throws SQLException {
    return books.ask(
        "SELECT entity, row_key, was, became FROM catalogue_step ORDER BY seq, entity DESC");
  }

  private String own() throws SQLException {
    return String.join(
        ", ",
        books.ask(
            "SELECT entity, row_key, withheld FROM row_owner WHERE layer = 'own'"
                + " ORDER BY entity, row_key"));
  }
}
