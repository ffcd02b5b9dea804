package io.tillstream.endtoend.chaos;

import io.tillstream.endtoend.tier.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/** Backups of the stores' databases, one of each at a time, and their restoration. One thread. */
final class StoreBackups {

  private static final String DATABASE = "store.mv.db";

  private final Set<Store> made = new HashSet<>();

  boolean has(Store store) {
    return made.contains(store);
  }

  /** As an administrator makes one who stops the server for it, though none too gently. */
  void make(Store store) throws IOException, InterruptedException {
    store.program().kill();
    Files.copy(database(store), backup(store), StandardCopyOption.REPLACE_EXISTING);
    made.add(store);
    store.comeUp();
  }

  /** The database goes back to its backup; what else lies in the directory stays. */
  void restore(Store store) throws IOException, InterruptedException {
    store.program().kill();
    Files.copy(backup(store), database(store), StandardCopyOption.REPLACE_EXISTING);
    made.remove(store);
    store.comeUp();
  }

  private static Path database(Store store) {
    return store.data().resolve(DATABASE);
  }

  private static Path backup(Store store) {
    return store.data().resolveSibling("backup-" + store.id() + ".mv.db");
  }
}
