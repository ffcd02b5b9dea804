package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.AwaitSeeded;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a measurement takes place.
 *
 * @param programs which it starts; ended by the benchmark after it
 * @param data an empty directory of its own
 * @param repeats how often each figure is taken; the median is told
 * @param progress told what happens
 */
record Workplace(Programs programs, Path data, int repeats, Consumer<String> progress) {

  /** A store server with empty books, ready; head office would take its share of the machine. */
  Store openStore(String name) throws IOException, InterruptedException {
    Store store =
        new Store(
            programs, new StoreId("S1"), data.resolve(name), Optional.empty(), Optional.empty());
    store.comeUp();
    return store;
  }

  /** Terminals of this store with the whole catalogue, T1 and on. */
  List<Terminal> openTerminals(Store store, int count) throws IOException, InterruptedException {
    List<Terminal> terminals = new ArrayList<>();
    for (int t = 1; t <= count; t++) {
      TerminalId id = new TerminalId("T" + t);
      Terminal terminal =
          new Terminal(programs, store, id, data.resolve(store.data().getFileName() + "-" + id));
      terminal.enrol();
      terminal.start();
      terminals.add(terminal);
    }
    for (Terminal terminal : terminals) {
      terminal.awaitReady();
    }
    AwaitSeeded.await(terminals);
    return terminals;
  }
}
