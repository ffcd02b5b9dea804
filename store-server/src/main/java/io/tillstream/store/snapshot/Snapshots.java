package io.tillstream.store.snapshot;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.replica.Replica;
import io.tillstream.replica.snapshot.PackSnapshot;
import io.tillstream.replica.snapshot.Packed;
import io.tillstream.store.retention.ReadFloor;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The files from which terminals begin. One is made when a terminal asks and the last lies too far
 * behind; all who ask meanwhile get the same. Thread-safe.
 */
public final class Snapshots {

  private static final Logger LOG = Logger.getLogger(Snapshots.class);

  private final ReferenceTerminal reference;
  private final SnapshotFolder folder;
  private final SnapshotConfig config;
  private final Writer writer;
  private final Clock clock;
  private final ReadFloor floor;
  private final Deque<KeptSnapshot> kept = new ArrayDeque<>(); // the newest first
  private boolean looked;
  private CompletableFuture<KeptSnapshot> making = CompletableFuture.completedFuture(null);

  /** Kept in this folder. */
  public Snapshots(
      ReferenceTerminal reference,
      Path folder,
      SnapshotConfig config,
      Writer writer,
      Clock clock,
      ReadFloor floor) {
    this.reference = reference;
    this.folder = new SnapshotFolder(folder);
    this.config = config;
    this.writer = writer;
    this.clock = clock;
    this.floor = floor;
  }

  /** A snapshot that is not far behind; fails when none can be made. */
  public synchronized CompletableFuture<KeptSnapshot> fresh() {
    Published books = writer.shown();
    lookIntoFolder(books.incarnation());
    if (!kept.isEmpty() && isFresh(kept.getFirst(), books)) {
      return CompletableFuture.completedFuture(kept.getFirst());
    }
    if (making.isDone()) {
      making = reference.atHead(this::make);
    }
    return making.copy();
  }

  /** The snapshot whose compressed file has this hash, if it is still here. */
  public synchronized Optional<KeptSnapshot> of(Hash compressedSha256) {
    lookIntoFolder(writer.published().incarnation());
    return kept.stream()
        .filter(each -> each.manifest().compressedSha256().equals(compressedSha256))
        .findFirst();
  }

  private boolean isFresh(KeptSnapshot snapshot, Published books) {
    long behind = books.seq() - snapshot.manifest().seq();
    Duration age = Duration.between(snapshot.madeAt(), clock.instant());
    // A file below the floor would only be refused again.
    return snapshot.manifest().schema() == Replica.SCHEMA.version()
        && snapshot.manifest().seq() >= floor.seen()
        && (behind == 0
            || (behind > 0
                && behind <= config.changesMax()
                && age.compareTo(config.ageMax()) <= 0));
  }

  /** Also when the log has begun another life since: what was kept of the former is no use. */
  private void lookIntoFolder(String incarnation) {
    if (looked
        && kept.stream().allMatch(each -> each.manifest().incarnation().equals(incarnation))) {
      return;
    }
    try {
      kept.clear();
      folder.keptOf(incarnation).stream()
          .sorted(Comparator.comparing(KeptSnapshot::madeAt).reversed())
          .forEach(kept::addLast);
    } catch (IOException e) {
      LOG.warnf("Snapshots kept from before cannot be used: %s", e.toString());
    }
    looked = true;
  }

  private KeptSnapshot make(Replica replica, Cursor checkpoint) throws IOException {
    long began = System.nanoTime();
    Path copy = folder.work("copy.db");
    try {
      replica.copyTo(copy);
      Path packed = folder.work("packed.zst");
      Packed pack = PackSnapshot.pack(copy, packed);
      KeptSnapshot made =
          folder.keep(packed, pack.manifest(checkpoint, Replica.SCHEMA.version()), clock.instant());
      LOG.infof(
          "Snapshot at seq %d: %,d bytes, %,d compressed, packed in %d ms",
          checkpoint.seq(),
          pack.size(),
          pack.compressedSize(),
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      add(made);
      return made;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private synchronized void add(KeptSnapshot made) {
    kept.removeIf(each -> each.file().equals(made.file())); // nothing has changed since
    kept.addFirst(made);
    while (kept.size() > config.kept()) {
      folder.remove(kept.removeLast());
    }
  }
}
