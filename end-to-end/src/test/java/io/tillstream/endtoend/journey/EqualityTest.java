package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static io.tillstream.endtoend.shop.Shop.aTerminal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.endtoend.shop.Till;
import io.tillstream.endtoend.shop.Until;
import io.tillstream.endtoend.tier.Server;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I6: rows are spoilt in the databases of real programs, and the store names what is wrong. */
@Timeout(300)
class EqualityTest {

  private static final String AS_THE_PROGRAMS_DO =
      ";MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
          + ";INIT=SET SCHEMA dbo";
  private static final String MOVED =
      """
      {"reference":"M%d","from":"shop-floor","to":"back-room","lines":[{"item":"85123A","quantity":"1"}]}""";
  private static final String SOME_ITEM =
      "SELECT item FROM movement WHERE terminal = 'T1' AND n = 1";

  private Shop shop;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    shop = aShop().with(aTerminal());
    Till till = shop.till(1);
    till.sells(20);
    Until.holds("everything has drained", till::hasDrained);
  }

  @AfterEach
  void close() throws IOException {
    shop.close();
  }

  @Test
  void whatIsSpoiltAtATerminalOrHeadOfficeIsNamedWithItsDocumentAndNothingElse() throws Exception {
    JsonNode sound = shop.provedEqual();
    assertThat(sound.path("verdict").asText()).isEqualTo("equal");
    assertThat(sound.path("uncompared")).isEmpty();
    assertThat(sound.path("headOffice").path("state").asText()).isEqualTo("equal");
    assertThat(sound.path("headOffice").path("compared").path("documents").asInt()).isEqualTo(21);
    String item = spoil(shop.headOffice(), "head-office", SOME_ITEM, "");
    spoilTheShelf(shop.till(1).terminal(), item);
    JsonNode mended = shop.provedEqual().path("terminals").path(0).path("replica");
    JsonNode row = mended.path("differed").path("rows").path(0);
    assertThat(row.path("key").asText()).as(mended.toString()).isEqualTo(item);
    assertThat(row.path("column").asText()).isEqualTo("quantityThousandths");
    assertThat(row.path("terminal").asText()).isEqualTo("77000");
    assertThat(row.path("store").asText()).isNotEqualTo("77000");

    spoil(
        shop.headOffice(),
        "head-office",
        null,
        "UPDATE stock SET quantity_thousandths = 5000 WHERE item = '" + item + "'");
    JsonNode proof = shop.store().equality();
    assertThat(proof.path("equal").asBoolean()).isFalse();
    assertThat(proof.path("headOffice").path("documents")).isEmpty();
    JsonNode difference = proof.path("headOffice").path("differences");
    assertThat(difference).as(proof.toString()).hasSize(1);
    assertThat(difference.path(0).path("item").asText()).isEqualTo(item);
    assertThat(difference.path(0).path("headOffice").asText()).isEqualTo("5");
    assertThat(difference.path(0).path("documents")).isEmpty();

    spoil(
        shop.headOffice(),
        "head-office",
        null,
        "UPDATE stock SET quantity_thousandths = "
            + thousandths(difference.path(0).path("store").asText())
            + " WHERE item = '"
            + item
            + "'");
    shop.provedEqual();
    spoil(
        shop.headOffice(),
        "head-office",
        null,
        "DELETE FROM movement WHERE terminal = 'T1' AND n = 7");
    JsonNode lost = shop.store().equality().path("headOffice");
    assertThat(lost.path("documents")).isEmpty();
    assertThat(lost.path("differences")).as(lost.toString()).hasSize(3); // its three lines
    assertThat(lost.path("differences").findValuesAsText("key")).containsOnly("S1/T1/1/7");
  }

  @Test
  void aDocumentThatIsGoneOnEitherSideAndASpoiltChainAreNamed() throws Exception {
    spoil(
        shop.headOffice(),
        "head-office",
        null,
        "DELETE FROM document WHERE terminal = 'T1' AND n = 3");
    assertThat(documents()).containsExactly("S1/T1/1/3 missing at head office");

    spoil(shop.store(), "store", null, "DELETE FROM document WHERE terminal = 'T1' AND n = 9");
    assertThat(documents())
        .containsExactly("S1/T1/1/3 missing at head office", "S1/T1/1/9 missing in the store");

    spoil(
        shop.headOffice(),
        "head-office",
        null,
        "UPDATE document_stream SET hash = X'" + "ab".repeat(32) + "' WHERE terminal = 'T1'");
    assertThat(documents()).hasSize(2); // which are the reason already, as far as anybody can say
  }

  @Test
  void whileTheShopTradesAndTheLineComesAndGoesNothingIsSaidToDiffer() throws Exception {
    Link line = shop.store().uplinkLine().orElseThrow();
    AtomicBoolean enough = new AtomicBoolean();
    Set<String> states = new TreeSet<>();
    try (ExecutorService cashier = Executors.newSingleThreadExecutor()) {
      Future<Long> sold = cashier.submit(() -> shop.till(1).sellsUntil(enough::get));
      try {
        for (int i = 0; i < 30; i++) {
          shop.store().admin().post("/api/stock-movements", MOVED.formatted(i)).orRefused();
          if (i % 10 == 4) {
            line.cut();
          } else if (i % 10 == 6) {
            line.restore();
          }
          JsonNode proof = shop.store().equality();
          states.add(proof.path("headOffice").path("state").asText());
          assertThat(proof.path("headOffice").path("documents")).as(proof.toString()).isEmpty();
          assertThat(proof.path("headOffice").path("differences")).as(proof.toString()).isEmpty();
          assertThat(proof.findValuesAsText("state"))
              .as(proof.toString())
              .doesNotContain("differs");
        }
      } finally {
        enough.set(true);
      }
      assertThat(sold.get()).isPositive();
    }

    assertThat(states).contains("behind", "out-of-reach");
    Until.holds("everything has drained", shop.till(1)::hasDrained);
    shop.provedEqual();
  }

  private List<String> documents() throws IOException {
    List<String> said = new ArrayList<>();
    for (JsonNode each : shop.store().equality().path("headOffice").path("documents")) {
      said.add(each.path("key").asText() + " " + each.path("detail").asText());
    }
    return said;
  }

  /** Changes a program's database while it stands still; what it was asked, in text. */
  private static String spoil(Server server, String name, String question, String change)
      throws IOException, InterruptedException, SQLException {
    server.stop();
    Path file = server.data().resolve(name);
    String answer = null;
    try (Connection database =
            DriverManager.getConnection(
                "jdbc:h2:file:" + file.toAbsolutePath() + AS_THE_PROGRAMS_DO, "sa", "");
        Statement statement = database.createStatement()) {
      if (question != null) {
        try (ResultSet row = statement.executeQuery(question)) {
          row.next();
          answer = row.getString(1);
        }
      } else {
        assertThat(statement.executeUpdate(change)).isPositive();
      }
    }
    server.comeUp();
    return answer;
  }

  private static void spoilTheShelf(Terminal terminal, String item)
      throws IOException, InterruptedException, SQLException {
    terminal.stop();
    try (Connection shelf =
            DriverManager.getConnection("jdbc:sqlite:" + terminal.data().resolve("ref.db"));
        PreparedStatement spoil =
            shelf.prepareStatement(
                "UPDATE stock SET quantity_thousandths = 77000 WHERE item = ?")) {
      spoil.setString(1, item);
      assertThat(spoil.executeUpdate()).isEqualTo(1);
    }
    terminal.comeUp();
  }

  private static long thousandths(String quantity) {
    return new BigDecimal(quantity).movePointRight(3).longValueExact();
  }
}
