package io.tillstream.store.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.schema.Schemas;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.FactsFile;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** I2, I13: what somebody carries to head office by hand, and the receipt that comes back. */
class CarryByHandTest {

  @RegisterExtension final H2Books books = H2Books.withAWitness();
  private final ASellingStore shop = new ASellingStore(books, new ABroker());

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aFileHoldsWhatIsNotConfirmedAndItsReceiptConfirmsIt() throws Exception {
    shop.sells(23);
    Uplink uplink = shop.sends();
    Eventually.holds(() -> uplink.status().carried() == shop.head());
    CarryByHand hand = byHand(uplink);

    List<String> lines = file(hand, null);

    assertThat(lines.getFirst()).contains("\"" + FactsFile.NAME + "\"");
    List<String> facts = lines.stream().filter(line -> line.startsWith("{\"seq\":")).toList();
    assertThat(facts).hasSize(23);
    assertThat(lines.getLast()).contains("\"more\":false");
    hand.confirm(shop.receipt(shop.own(uplink, shop.head())));
    assertThat(uplink.status().position()).isEqualTo(shop.head());
    assertThat(shop.acknowledged()).isEqualTo(23);
    hand.confirm(shop.receipt(shop.own(uplink, shop.head())));
    assertThat(file(hand, null)).noneMatch(line -> line.startsWith("{\"seq\":"));
    assertThat(file(hand, seq(facts.get(21)))).containsOnlyOnce(facts.get(22));
    assertThat(file(hand, seq(facts.get(21)))).doesNotContain(facts.get(21));
  }

  @Test
  void aReceiptOfAnotherHistoryOrStoreChangesNothing() throws Exception {
    shop.sells(5);
    Uplink uplink = shop.sends();
    CarryByHand hand = byHand(uplink);

    refuses(
        hand,
        shop.receipt(new Watermark(shop.head(), Hash.START.then(new byte[] {1}))),
        ProblemCode.BAD_HASH);
    refuses(hand, shop.receipt(new Watermark(shop.head() + 1, Hash.START)), ProblemCode.BAD_HASH);
    StoreStanding good = shop.receipt(shop.own(uplink, shop.head()));
    refuses(
        hand,
        new StoreStanding(
            good.protocol(), "S9", good.incarnation(), good.outcome(), good.watermark(), 0L, null),
        ProblemCode.STREAM_NOT_YOURS);
    refuses(
        hand,
        new StoreStanding(
            good.protocol(), good.store(), "another", good.outcome(), good.watermark(), 0L, null),
        ProblemCode.CURSOR_REFUSED);

    refuses(hand, good.with("00"), ProblemCode.BAD_HASH);
    refuses(hand, good.with(null), ProblemCode.BAD_HASH);

    assertThat(uplink.status().position()).isZero();
  }

  private static void refuses(CarryByHand hand, StoreStanding receipt, ProblemCode code) {
    assertThatThrownBy(() -> hand.confirm(receipt))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private CarryByHand byHand(Uplink uplink) {
    return new CarryByHand(
        H2Books.SHOP,
        books.writer(),
        uplink,
        new QuickWay(Optional.empty(), 10),
        books.database(),
        new JsonMapper());
  }

  private static List<String> file(CarryByHand hand, Long after) throws IOException, SQLException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    hand.write(hand.beginning(after), file);
    Schemas.checkFactsFile(file.toByteArray());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(file.toByteArray())),
                StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static long seq(String fact) {
    return Long.parseLong(fact.substring(7, fact.indexOf(',')));
  }
}
