package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.crowd.LightTerminal;
import io.tillstream.endtoend.program.FreePort;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A store all of whose prices another program changes by one statement of SQL, while tills deliver
 * sales, one after the other, and terminals fetch what is new. One caller at a time.
 */
final class BulkUpdate implements AutoCloseable {

  private static final int TILLS = 4;
  private static final int READERS = 2;
  private static final int ROWS_OF_A_FILE = 50_000; // no import takes more
  private static final String PASSWORD = "of-this-run-alone";
  private static final long BETWEEN_SALES_NANOS = 10_000_000;
  private static final long LOOK_EVERY_NANOS = 20_000_000;
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final String url;
  private final int prices;
  private final List<LightTerminal> tills = new ArrayList<>();
  private final List<PriceReader> readers = new ArrayList<>();
  private long price = 20_000;

  private BulkUpdate(String url, int prices) {
    this.url = url;
    this.prices = prices;
  }

  /** Opens a store with so many prices, its tills, and its terminals that hold them all. */
  static BulkUpdate at(Programs programs, Path data, int prices)
      throws IOException, InterruptedException {
    Store store = new Store(programs, new StoreId("S1"), data, Optional.empty(), Optional.empty());
    int port = FreePort.find();
    store.openToOtherPrograms(port, PASSWORD);
    store.comeUp();
    for (int from = 0; from < prices; from += ROWS_OF_A_FILE) {
      store.importCatalogue(catalogue(from, Math.min(prices, from + ROWS_OF_A_FILE)));
    }
    BulkUpdate update =
        new BulkUpdate(
            "jdbc:h2:tcp://127.0.0.1:%d/file:%s;SCHEMA=dbo"
                .formatted(port, data.resolve("store").toAbsolutePath()),
            prices);
    for (int t = 1; t <= TILLS; t++) {
      update.tills.add(LightTerminal.at(store, new TerminalId("T" + t)));
    }
    for (int r = 1; r <= READERS; r++) {
      PriceReader reader = PriceReader.at(store, new TerminalId("R" + r));
      reader.pull();
      update.readers.add(reader);
    }
    return update;
  }

  /**
   * What the tills met.
   *
   * @param offered how many sales they have sent
   * @param answered how many of them the store has confirmed
   * @param nanos how long each confirmation took
   */
  record Deliveries(int offered, int answered, Samples nanos) {

    static Deliveries none() {
      return new Deliveries(0, 0, new Samples());
    }

    Deliveries and(Deliveries others) {
      nanos.addAll(others.nanos);
      return new Deliveries(offered + others.offered, answered + others.answered, nanos);
    }
  }

  /**
   * What came of a change of all prices.
   *
   * @param statementNanos how long the other program's statement and its commit took
   * @param heldNanos from before it until every terminal holds every new price
   * @param halves how often a terminal held some of the new prices and not the others
   * @param meanwhile what the tills met
   */
  record Changed(long statementNanos, long heldNanos, int halves, Deliveries meanwhile) {}

  /** Only sells, for so long. */
  Deliveries sell(Duration time) throws IOException, InterruptedException, SQLException {
    return during(() -> LockSupport.parkNanos(time.toNanos()));
  }

  /** Changes every price, and waits until every terminal holds each. */
  Changed change() throws IOException, InterruptedException, SQLException {
    price++;
    long[] nanos = new long[2];
    int[] halves = new int[1];
    Deliveries meanwhile =
        during(
            () -> {
              long started = System.nanoTime();
              statement();
              nanos[0] = System.nanoTime() - started;
              for (PriceReader reader : readers) {
                halves[0] += await(reader, started);
              }
              nanos[1] = System.nanoTime() - started;
            });
    return new Changed(nanos[0], nanos[1], halves[0], meanwhile);
  }

  private void statement() throws SQLException, IOException {
    try (Connection program = DriverManager.getConnection(url, "sa", PASSWORD);
        PreparedStatement update =
            program.prepareStatement("UPDATE price SET unit_price_ten_thousandths = ?")) {
      program.setAutoCommit(false);
      update.setLong(1, price);
      if (update.executeUpdate() != prices) {
        throw new IOException("the statement has to change " + prices + " prices");
      }
      program.commit();
    }
  }

  private int await(PriceReader reader, long started) throws IOException {
    int halves = 0;
    long held = 0;
    while (held < prices) {
      if (System.nanoTime() - started > WITHIN.toNanos()) {
        throw new IOException("a terminal holds " + held + " of " + prices + " new prices");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      reader.pull();
      held = reader.at(price);
      halves += held > 0 && held < prices ? 1 : 0;
    }
    return halves;
  }

  /** What is done while the tills sell. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, SQLException;
  }

  private Deliveries during(Work work) throws IOException, InterruptedException, SQLException {
    AtomicBoolean over = new AtomicBoolean();
    Deliveries all = Deliveries.none();
    try (ExecutorService threads = Executors.newFixedThreadPool(TILLS)) {
      List<Future<Deliveries>> selling = new ArrayList<>();
      for (LightTerminal till : tills) {
        selling.add(threads.submit(() -> sell(till, over)));
      }
      try {
        work.run();
      } finally {
        over.set(true);
      }
      for (Future<Deliveries> each : selling) {
        all = all.and(each.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a delivery failed: " + e.getCause().getMessage(), e.getCause());
    }
    return all;
  }

  private static Deliveries sell(LightTerminal till, AtomicBoolean over) throws IOException {
    Samples nanos = new Samples();
    int offered = 0;
    int answered = 0;
    while (!over.get()) {
      till.sells(1, item(0));
      offered++;
      long started = System.nanoTime();
      if (till.delivers().isSuccess() && till.pending() == 0) {
        answered++;
        nanos.add(System.nanoTime() - started);
      }
      LockSupport.parkNanos(BETWEEN_SALES_NANOS);
    }
    return new Deliveries(offered, answered, nanos);
  }

  private static byte[] catalogue(int from, int to) {
    StringBuilder csv = new StringBuilder("item,description,price,tax_code,tax_rate\n");
    for (int i = from; i < to; i++) {
      csv.append(item(i)).append(",Measured item ").append(i).append(",1.25,STD,20\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String item(int i) {
    return "B%06d".formatted(i);
  }

  @Override
  public void close() {
    tills.forEach(LightTerminal::close);
    readers.forEach(PriceReader::close);
  }
}
