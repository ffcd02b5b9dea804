package io.tillstream.store.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import io.tillstream.store.uplink.UplinkConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store asks head office what became of its transfers. */
class HearOfTransfersTest {

  private static final String ON_ITS_WAY =
      """
      {"protocol":3,"later":true,"transfers":[{"id":"S2-T-000007","store":"S2","startedOn":"2026-11-20",
       "dispatches":1,"receipts":0,"wholeReceipts":0,"items":[{"item":"LAMP",
       "dispatchedThousandths":4000,"receivedThousandths":0,"settledThousandths":0}]}]}""";

  @RegisterExtension final H2Books books = new H2Books();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private HttpServer headOffice;
  private HearOfTransfers hear;
  private ListTransfers transfers;

  @BeforeEach
  void begin() throws IOException {
    headOffice = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    headOffice.createContext(
        "/sync/v1/transfers",
        exchange -> {
          asked.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          String answer = answers.poll();
          if (answer == null) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    headOffice.start();
  }

  @AfterEach
  void end() {
    hear.stop();
    headOffice.stop(0);
  }

  @Test
  void whatIsOnItsWayIsShownAndAskedAboutUntilItIsClosed() throws Exception {
    answers.add(ON_ITS_WAY);
    starts();

    Eventually.holds(() -> transfers.one("S2-T-000007", LocalDate.of(2026, 11, 20)).isPresent());
    ShownTransfer shown = transfers.one("S2-T-000007", LocalDate.of(2026, 11, 28)).orElseThrow();
    assertThat(shown.state()).hasToString("dispatched");
    assertThat(shown.overdue()).isTrue();
    assertThat(shown.items()).containsExactly(new ShownTransfer.Item("LAMP", "4", "0", "0", "4"));
    assertThat(asked.peek()).isEqualTo("Bearer secret {\"protocol\":3,\"open\":[]}");
    Eventually.holds(() -> asked.stream().anyMatch(each -> each.contains("S2-T-000007")));
  }

  @Test
  void whatOtherStoresAskForIsShownUntilHeadOfficeTellsOtherwise() throws Exception {
    answers.add(
        """
        {"protocol":3,"transfers":[],"requests":[{"store":"S2","document":"S2/STORE/1/7",
         "item":"LAMP","quantityThousandths":2000,"onItsWayThousandths":1000,
         "askedAt":"2026-11-21T10:30:00Z"}]}""");
    starts();
    GoodsRequestsResource shown = new GoodsRequestsResource(hear);
    Eventually.holds(() -> shown.list().asOf() != null);

    assertThat(shown.list().requests())
        .containsExactly(
            new GoodsRequest(
                new StoreId("S2"),
                "LAMP",
                "2",
                "1",
                Instant.parse("2026-11-21T10:30:00Z"),
                "S2/STORE/1/7"));
    answers.add("no json");
    answers.add("{\"protocol\":3}");
    Eventually.holds(() -> shown.list().requests().isEmpty());
  }

  @Test
  void aHeadOfficeThatDoesNotAnswerOrIsOfAnEarlierVersionCostsNothing() throws Exception {
    answers.add("no json");
    starts();
    Eventually.holds(() -> asked.size() > 2);

    answers.add(ON_ITS_WAY);

    Eventually.holds(() -> transfers.open("", 10).equals(List.of("S2-T-000007")));
  }

  private void starts() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(UplinkConfig.class)
            .withMapping(TransfersConfig.class)
            .withDefaultValue(
                "tillstream.uplink.url", "http://127.0.0.1:" + headOffice.getAddress().getPort())
            .withDefaultValue("tillstream.uplink.credential", "secret")
            .withDefaultValue("tillstream.transfers.ask-every", "10ms")
            .build();
    TransfersConfig own = config.getConfigMapping(TransfersConfig.class);
    transfers = new ListTransfers(books.database(), own);
    hear =
        new HearOfTransfers(
            own,
            config.getConfigMapping(UplinkConfig.class),
            H2Books.SHOP,
            books.writer(),
            transfers,
            JsonMapper.builder().addModule(new JavaTimeModule()).build(),
            Clock.systemUTC());
    hear.start();
  }
}
