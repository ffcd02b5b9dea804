package io.tillstream.endtoend.crowd;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.ResidentMemory;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.trade.CatalogueItem;
import io.tillstream.endtoend.trade.WriteCatalogue;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.UnitPrice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I22: terminals that ask for the whole snapshot and do not read it, as on lines that are dead. */
@Timeout(300)
class StalledDownloadsTest {

  /** By default two minutes; a test need not wait that long. */
  private static final int ENDED_AFTER_SECONDS = 12;

  private static final int PLACES = 8;
  private static final int STALLING = 40;
  private static final int DELIVERING = 60;
  private static final int DOCUMENTS = 20;

  /** With descriptions that cannot be packed: more than the system keeps of an unread answer. */
  private static final int ITEMS = 49_000;

  private static final int DESCRIPTION_CHARACTERS = 198;
  private static final long FILE_BYTES_LEAST = 5L * 1024 * 1024;

  private static Shop shop;
  private static List<LightTerminal> stalling;
  private static List<LightTerminal> delivering;

  @BeforeAll
  static void open() throws Exception {
    shop = aShop(StalledDownloadsTest::impatient);
    shop.store().importCatalogue(WriteCatalogue.of(largeCatalogue()));
    stalling = enrolled("D", STALLING);
    delivering = enrolled("U", DELIVERING);
    delivering.forEach(terminal -> terminal.sells(DOCUMENTS, "M00001"));
  }

  private static Map<String, String> impatient(Launch launch) {
    return launch.program() == Packaged.STORE_SERVER
        ? Map.of("TILLSTREAM_SNAPSHOT_DOWNLOAD_LONGEST", ENDED_AFTER_SECONDS + "S")
        : Map.of();
  }

  @AfterAll
  static void close() throws IOException {
    stalling.forEach(LightTerminal::close);
    delivering.forEach(LightTerminal::close);
    shop.close();
  }

  @Test
  void downloadsThatNobodyReadsHoldUpNoUploadTakeNoMemoryAndGiveTheirPlacesBack() throws Exception {
    Until.holds(
        "the store has made a snapshot", () -> !stalling.getFirst().snapshotFile().isEmpty());
    HttpAnswer whole = stalling.getFirst().fetchesSnapshot().orRefused();
    assertThat(whole.body().length).isGreaterThan((int) FILE_BYTES_LEAST);
    long before = residentKib();

    List<StalledDownload> stalled = new ArrayList<>();
    try {
      for (LightTerminal terminal : stalling) {
        stalled.add(terminal.stallsInSnapshot());
      }
      assertThat(stalled.subList(0, PLACES)).allMatch(each -> each.status() == 200);
      assertThat(stalled.subList(PLACES, STALLING)).allMatch(each -> each.status() == 429);

      for (LightTerminal terminal : delivering) {
        assertThat(terminal.delivers().status()).isEqualTo(200);
        assertThat(terminal.pending()).isZero();
      }
      HttpAnswer late = delivering.getFirst().fetchesSnapshot();
      assertThat(late.status()).as("uploads were served while no place was free").isEqualTo(429);
      assertThat(late.retryAfter()).matches("[0-9]{1,3}");
      assertThat((residentKib() - before) * 1024)
          .as("as if none of the %d files were in memory", PLACES)
          .isLessThan(PLACES * (long) whole.body().length);

      List<LightTerminal> next = delivering.subList(0, PLACES);
      Until.holds(
          "the places are free again",
          () -> next.getFirst().fetchesSnapshot().body().length == whole.body().length);
      for (LightTerminal terminal : next) {
        assertThat(terminal.fetchesSnapshot().status()).isEqualTo(200);
      }
      for (StalledDownload each : stalled.subList(0, PLACES)) {
        assertThat(each.readsOn()).as("the store has ended it").isLessThan(whole.body().length);
      }
      shop.store().program().requireAlive();
    } finally {
      for (StalledDownload each : stalled) {
        each.close();
      }
    }
  }

  private static long residentKib() {
    return ResidentMemory.kibOf(shop.store().program()).orElseThrow();
  }

  private static List<LightTerminal> enrolled(String letter, int count) throws IOException {
    List<LightTerminal> terminals = new ArrayList<>();
    for (int t = 1; t <= count; t++) {
      terminals.add(LightTerminal.at(shop.store(), new TerminalId(letter + t)));
    }
    return terminals;
  }

  private static List<CatalogueItem> largeCatalogue() {
    SplittableRandom random = new SplittableRandom(22);
    return IntStream.rangeClosed(1, ITEMS)
        .mapToObj(
            i ->
                new CatalogueItem(
                    "M%05d".formatted(i),
                    letters(random),
                    new UnitPrice(12_500),
                    null,
                    List.of(),
                    true))
        .toList();
  }

  private static String letters(SplittableRandom random) {
    StringBuilder text = new StringBuilder(DESCRIPTION_CHARACTERS);
    for (int i = 0; i < DESCRIPTION_CHARACTERS; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
