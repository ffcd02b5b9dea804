package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.program.Programs;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.identity.StoreId;
import java.io.IOException;
import java.nio.file.Path;
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
    store.start();
    store.awaitReady();
    return store;
  }
}
