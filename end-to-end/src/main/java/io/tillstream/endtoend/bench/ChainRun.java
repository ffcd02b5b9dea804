package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.program.Program;
import io.tillstream.endtoend.program.ResidentMemory;
import io.tillstream.endtoend.tier.Broker;
import io.tillstream.endtoend.tier.HeadOffice;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One head office with so many stores: a backlog that was made and handed to the broker while head
 * office was down, then envelopes of one sale, then the pace of ordinary trade. Both ends stop
 * before the limit is measured. One thread, used once.
 */
final class ChainRun {

  private final Workplace workplace;
  private final ChainLoad load;
  private final int stores;
  private final Path data;
  private int awaited;
  private long residentKib;
  private long processorNanosPerDocument;
  private Duration processorBefore = Duration.ZERO;
  private int countBefore = -1;

  ChainRun(Workplace workplace, ChainLoad load, int stores) {
    this.workplace = workplace;
    this.load = load;
    this.stores = stores;
    this.data = workplace.data().resolve("chain-" + stores);
  }

  /**
   * What was measured.
   *
   * @param stores how many there were
   * @param documents a second, while there was a backlog
   * @param envelopes of one sale a second, while there was a backlog of them
   * @param lag from the broker's hands into the books, in ordinary trade, milliseconds
   * @param processorNanosPerDocument head office's, of the backlog
   * @param residentKib of head office, at its highest
   * @param limit documents a second by plain JDBC
   */
  record Measured(
      int stores,
      Samples documents,
      Samples envelopes,
      Samples lag,
      long processorNanosPerDocument,
      long residentKib,
      Samples limit) {}

  Measured measure() throws IOException, InterruptedException, SQLException {
    Broker broker = new Broker(workplace.programs(), data.resolve("broker"));
    broker.comeUp();
    HeadOffice headOffice = new HeadOffice(workplace.programs(), data.resolve("head-office"));
    headOffice.listensTo(broker);
    headOffice.comeUp();
    say("Registering %d stores".formatted(stores));
    Samples documents;
    Samples envelopes;
    Samples lag;
    try (ChainStores chain = ChainStores.register(headOffice, broker, stores);
        HeardStandings heard = HeardStandings.at(broker)) {
      headOffice.stop();
      documents = catchUp(chain, heard, headOffice);
      envelopes = singles(chain, heard, headOffice.program());
      lag = trade(chain, heard, headOffice.program());
    }
    headOffice.stop();
    broker.stop();
    return new Measured(
        stores,
        documents,
        envelopes,
        lag,
        processorNanosPerDocument,
        residentKib,
        limit(headOffice));
  }

  private Samples catchUp(ChainStores chain, HeardStandings heard, HeadOffice headOffice)
      throws IOException, InterruptedException {
    int warmUp = Math.max(load.warmUp(), stores);
    int measured = load.portion() * workplace.repeats();
    say("Making %d envelopes of %d sales".formatted(warmUp + measured, load.sales()));
    for (int e = 0; e < warmUp + measured; e++) {
      chain.puts(load.sales());
    }
    chain.flush();
    headOffice.comeUp();
    say("Head office catches up with %d stores".formatted(stores));
    await(
        heard,
        warmUp + measured,
        () -> {
          look(headOffice.program());
          if (countBefore < 0 && heard.count() >= warmUp) {
            countBefore = heard.count();
            processorBefore = headOffice.program().processorTime();
          }
        });
    Duration processor = headOffice.program().processorTime().minus(processorBefore);
    processorNanosPerDocument =
        processor.toNanos() / ((long) Math.max(1, heard.count() - countBefore) * load.sales());
    return rates(heard.after(warmUp - 1), load.portion(), load.sales());
  }

  private Samples singles(ChainStores chain, HeardStandings heard, Program headOffice)
      throws IOException, InterruptedException {
    int envelopes = load.singles() * workplace.repeats() + 1; // one to count from
    say("%d envelopes of one sale".formatted(envelopes));
    int before = awaited;
    for (int e = 0; e < envelopes; e++) {
      chain.puts(1);
    }
    chain.flush();
    await(heard, envelopes, () -> look(headOffice));
    return rates(heard.after(before), load.singles(), 1);
  }

  private Samples trade(ChainStores chain, HeardStandings heard, Program headOffice)
      throws IOException, InterruptedException {
    say("Ordinary trade, %d documents a second".formatted(ChainLoad.TRADE_PER_SECOND));
    int before = awaited;
    long started = System.nanoTime();
    long each = Duration.ofSeconds(1).toNanos() / ChainLoad.TRADE_PER_SECOND;
    for (int e = 0; e < load.paced(); e++) {
      LockSupport.parkNanos(Math.max(0, started + e * each - System.nanoTime()));
      chain.puts(1);
    }
    chain.flush();
    await(heard, load.paced(), () -> look(headOffice));
    Samples lag = new Samples();
    for (HeardStandings.Applied applied : heard.after(before)) {
      lag.add(applied.millis() - chain.putMillis(applied.place()));
    }
    return lag;
  }

  private Samples limit(HeadOffice headOffice) throws IOException, SQLException {
    say("The same rows by plain JDBC");
    PlainInbox plain = PlainInbox.asWrittenBy(headOffice.data(), load.portion(), load.sales());
    Samples limit = new Samples();
    for (int i = 0; i <= workplace.repeats(); i++) {
      long nanos = plain.write(data.resolve("plain-" + i));
      if (i > 0) { // by then its code is compiled
        limit.add(plain.documents() * 1_000_000_000L / nanos);
      }
    }
    return limit;
  }

  private void await(HeardStandings heard, int more, Runnable meanwhile) throws IOException {
    awaited += more;
    heard.await(awaited, ChainLoad.within(more), meanwhile);
  }

  private void look(Program headOffice) {
    headOffice.requireAlive();
    residentKib = Math.max(residentKib, ResidentMemory.kibOf(headOffice).orElse(0));
  }

  private void say(String what) {
    workplace.progress().accept(what);
  }

  /**
   * How many documents a second were booked, portion by portion.
   *
   * @param applied in the order of time; the first is where the first portion begins
   */
  static Samples rates(List<HeardStandings.Applied> applied, int portion, int documents) {
    Samples rates = new Samples();
    for (int end = portion; end < applied.size(); end += portion) {
      long millis = applied.get(end).millis() - applied.get(end - portion).millis();
      rates.add((long) portion * documents * 1_000 / Math.max(1, millis));
    }
    return rates;
  }
}
