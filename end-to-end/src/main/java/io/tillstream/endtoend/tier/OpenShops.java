package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.link.Link;
import io.tillstream.endtoend.program.ProgramFailed;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts a chain from nothing: head office, its stores, and their terminals, enrolled. */
public final class OpenShops {

  private final Programs programs;
  private final Path data;
  private final Optional<StoreDatabase> database;
  private final Consumer<String> progress;
  private final boolean linesFail;
  private final Map<String, String> storeSettings = new LinkedHashMap<>();
  private Optional<Broker> broker = Optional.empty();

  /**
   * Prepares.
   *
   * @param data the directory below which each program gets its own
   * @param database of the only store, when it is not to use its embedded one
   * @param progress told what happens
   */
  public OpenShops(
      Programs programs, Path data, Optional<StoreDatabase> database, Consumer<String> progress) {
    this(programs, data, database, progress, false);
  }

  /**
   * Prepares.
   *
   * @param data the directory below which each program gets its own
   * @param database of the only store, when it is not to use its embedded one
   * @param progress told what happens
   * @param linesFail whether every terminal, and every store, gets a line of its own that can fail
   */
  public OpenShops(
      Programs programs,
      Path data,
      Optional<StoreDatabase> database,
      Consumer<String> progress,
      boolean linesFail) {
    this.linesFail = linesFail;
    this.programs = programs;
    this.data = data;
    this.database = database;
    this.progress = progress;
  }

  /** Facts go up by way of this broker, which runs. */
  public OpenShops over(Broker carrier) {
    broker = Optional.of(carrier);
    return this;
  }

  /** In every store this property has this value. */
  public OpenShops storesWith(String property, String value) {
    storeSettings.put(property, value);
    return this;
  }

  /** What is done at a store before any terminal is enrolled there. */
  @FunctionalInterface
  public interface Furnish {
    /** Brings in what it sells. */
    void furnish(Store store) throws IOException;
  }

  /** Starts everything, and returns when every program is ready. */
  public Chain open(int stores, int terminalsPerStore) throws IOException, InterruptedException {
    return open(stores, terminalsPerStore, store -> {});
  }

  /**
   * Starts everything, and returns when every program is ready.
   *
   * @param furnish done at each store when it is ready, so that terminals begin from a snapshot of
   *     all that
   */
  public Chain open(int stores, int terminalsPerStore, Furnish furnish)
      throws IOException, InterruptedException {
    StartCaches.makeOnce(progress);
    HeadOffice headOffice = new HeadOffice(programs, data.resolve("head-office"));
    broker.ifPresent(
        way -> {
          headOffice.listensTo(way);
          headOffice.tellsTheFeed();
        });
    progress.accept("Starting head office");
    headOffice.comeUp();
    List<Store> opened = new ArrayList<>();
    for (int s = 1; s <= stores; s++) {
      StoreId id = new StoreId("S" + s);
      progress.accept("Starting store server " + id);
      opened.add(open(headOffice, id));
    }
    for (Store store : opened) {
      store.awaitReady();
      requireEmpty(store);
      furnish.furnish(store);
    }
    List<Terminal> terminals = new ArrayList<>();
    for (Store store : opened) {
      for (int t = 1; t <= terminalsPerStore; t++) {
        terminals.add(enrolled(store, new TerminalId("T" + t)));
      }
    }
    for (Terminal terminal : terminals) {
      terminal.awaitReady();
    }
    return new Chain(headOffice, opened, terminals);
  }

  private Store open(HeadOffice headOffice, StoreId id) throws IOException {
    Store store =
        new Store(
            programs,
            id,
            data.resolve("store-" + id),
            Optional.of(
                linesFail
                    ? Store.Uplink.overALine(headOffice, id)
                    : Store.Uplink.straight(headOffice, id)),
            database);
    broker.ifPresent(store::sendsOver);
    storeSettings.forEach(store::set);
    store.start();
    return store;
  }

  private Terminal enrolled(Store store, TerminalId id) throws IOException, InterruptedException {
    Terminal terminal =
        new Terminal(
            programs,
            store,
            id,
            data.resolve("terminal-" + store.id() + "-" + id),
            linesFail ? Link.to(store.link().port()) : store.link());
    progress.accept("Enrolling and starting terminal " + terminal.name());
    terminal.enrol();
    terminal.start();
    return terminal;
  }

  // A database server outlives the demonstration; what an earlier one left there would be counted.
  private void requireEmpty(Store store) throws IOException {
    var documents = store.status().path("documents");
    long held = documents.path("made").asLong() + documents.path("own").asLong();
    if (database.isPresent() && held > 0) {
      throw new ProgramFailed(
          "The database %s already holds %,d documents of an earlier run. Give the demo an empty one."
              .formatted(database.get(), held));
    }
  }
}
