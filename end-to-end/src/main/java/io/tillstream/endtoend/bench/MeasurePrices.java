package io.tillstream.endtoend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How long a price that changes in the store takes until every terminal sells at it. */
final class MeasurePrices implements Measurement {

  private static final int TERMINALS = 4;
  private static final int MANY = 1_000;
  private static final int COLD = 100;
  private static final int WARM_UPS = 1_000; // by then the code is compiled
  private static final int SINGLE_PER_REPEAT = 40;
  private static final long LOOK_EVERY_NANOS = 300_000;
  private static final Duration WITHIN = Duration.ofSeconds(60);

  private int pence = 200;

  @Override
  public String name() {
    return "prices";
  }

  @Override
  public List<Figure> measure(Workplace workplace) throws IOException, InterruptedException {
    Store store = workplace.openStore(name());
    store.importCatalogue(catalogue(MANY));
    List<Terminal> terminals = workplace.openTerminals(store, TERMINALS);
    Samples cold = new Samples();
    for (int i = 0; i < COLD; i++) {
      cold.add(change(store, terminals, 1));
    }
    workplace.progress().accept("Warming up with %,d changes".formatted(WARM_UPS));
    for (int i = 0; i < WARM_UPS; i++) {
      change(store, terminals, 1);
    }
    for (int i = 0; i < workplace.repeats(); i++) {
      change(store, terminals, MANY);
    }
    Samples single = new Samples();
    Samples many = new Samples();
    for (int i = 0; i < workplace.repeats(); i++) {
      workplace.progress().accept("Measuring, %d of %d".formatted(i + 1, workplace.repeats()));
      for (int k = 0; k < SINGLE_PER_REPEAT; k++) {
        single.add(change(store, terminals, 1));
      }
      many.add(change(store, terminals, MANY));
    }
    String one = "one price change at the store visible on four terminals";
    return List.of(
        Figure.millis(one, "median", single.median(), Bound.atMost("25")),
        Figure.millis(one, "p99", single.at(99), Bound.atMost("100")),
        Figure.millis(
            one, "median of the first " + COLD + " after their start", cold.median(), Bound.none()),
        Figure.millis(
            "1,000 price changes on four terminals", "median", many.median(), Bound.atMost("150")));
  }

  /** From before the request that changes them until the last terminal shows the last of them. */
  private long change(Store store, List<Terminal> terminals, int prices) throws IOException {
    pence++;
    byte[] csv = catalogue(prices);
    long started = System.nanoTime();
    store.importCatalogue(csv);
    BigDecimal price = BigDecimal.valueOf(pence, 2);
    for (Terminal terminal : terminals) {
      await(terminal.local(), item(prices - 1), price, started);
    }
    return System.nanoTime() - started;
  }

  private static void await(HttpPeer till, String item, BigDecimal price, long started)
      throws IOException {
    JsonNode shown = till.json("/v1/items/" + item);
    while (new BigDecimal(shown.path("unitPrice").asText()).compareTo(price) != 0) {
      if (System.nanoTime() - started > WITHIN.toNanos()) {
        throw new IOException("%s has to become %s at the till: %s".formatted(item, price, shown));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      shown = till.json("/v1/items/" + item);
    }
  }

  private byte[] catalogue(int items) {
    StringBuilder csv = new StringBuilder("item,description,price,tax_code,tax_rate\n");
    for (int i = 0; i < items; i++) {
      csv.append(item(i))
          .append(",Measured item ")
          .append(i)
          .append(',')
          .append("%d.%02d".formatted(pence / 100, pence % 100))
          .append(",STD,20\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String item(int i) {
    return "P%04d".formatted(i);
  }
}
