package io.tillstream.agent.snapshot;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.SnapshotManifest;
import io.tillstream.replica.Replica;
import io.tillstream.replica.snapshot.BadSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Fetches the file from which the replica begins. A broken download goes on where it was, also
 * after a restart; what is not as the store promised is fetched again, and after a few such
 * failures the replica begins with pages instead. One thread at a time; {@link #stop} from any.
 */
public final class FetchSnapshot {

  private static final Logger LOG = Logger.getLogger(FetchSnapshot.class);
  private static final int CHANGED_CHUNKS_MAX = 3;
  private static final int FAILURES_MAX = 3;
  // A store that is at it for so long will not come to an end: prices are wanted, in pages too.
  private static final long MAKING_MILLIS_MAX = Duration.ofMinutes(10).toMillis();
  // What lies between two answers counts no more than this: the store may have been away.
  private static final long MAKING_STEP_MILLIS_MAX = Duration.ofMinutes(1).toMillis();
  // Documents come first: a download leaves them this much of the disk.
  private static final long ROOM_FOR_DOCUMENTS_BYTES = 16L * 1024 * 1024;

  private final DataDirectory directory;
  private final Identity identity;
  private final StoreLink link;
  private final Contact contact;
  private final InstantSource clock;
  private final Disk disk;
  private final SavedManifest saved;
  private int failures;
  private long makingMillis; // for so long the store has said that it is making one
  private long saidMakingMillis = Long.MAX_VALUE; // when it said so last
  private volatile boolean stopping;

  /** How much room there is. */
  @FunctionalInterface
  public interface Disk {

    /** Bytes that may still be written. */
    long freeBytes() throws IOException;
  }

  /** Into this directory on this disk. */
  public FetchSnapshot(
      DataDirectory directory,
      Identity identity,
      StoreLink link,
      Contact contact,
      InstantSource clock,
      Disk disk) {
    this.directory = directory;
    this.identity = identity;
    this.link = link;
    this.contact = contact;
    this.clock = clock;
    this.disk = disk;
    saved = new SavedManifest(directory);
  }

  /**
   * Fetches as much as comes.
   *
   * @param visible where the replica stands now; what lies before it is of no use
   */
  public Fetched fetch(Cursor visible) {
    if (failures >= FAILURES_MAX) {
      failures = 0;
      return new Fetched.None();
    }
    try {
      Optional<SnapshotManifest> begun = saved.find().filter(m -> isNews(m, visible));
      if (begun.isPresent()) {
        return fetch(begun.get());
      }
      directory.discardSnapshot();
      StoreAnswer answer = link.snapshot(identity.credential());
      return answer.status() == 200
          ? begin(answer.as(SnapshotManifest.class), answer)
          : notGiven(answer);
    } catch (BadSnapshot e) {
      return unusable(e.getMessage());
    } catch (LinkageError e) { // no native library for this machine
      return unusable("snapshots cannot be unpacked here: " + e);
    } catch (IOException e) {
      return new Fetched.Later(e.getMessage());
    }
  }

  /** Lets a download under way end soon. */
  public void stop() {
    stopping = true;
  }

  private static boolean isNews(SnapshotManifest manifest, Cursor visible) {
    return !manifest.incarnation().equals(visible.incarnation()) || manifest.seq() > visible.seq();
  }

  private Fetched begin(SnapshotManifest manifest, StoreAnswer answer) throws IOException {
    Optional<String> fault = manifest.fault();
    if (fault.isPresent()) {
      throw new BadSnapshot("the store's manifest cannot be used: " + fault.get());
    }
    contact.heard(answer);
    makingMillis = 0;
    saidMakingMillis = Long.MAX_VALUE;
    if (manifest.schema() > Replica.SCHEMA.version()) {
      LOG.infof("The store's snapshot is of a later version than this program: fetching pages");
      return new Fetched.None();
    }
    saved.keep(manifest);
    return fetch(manifest);
  }

  private Fetched fetch(SnapshotManifest manifest) throws IOException {
    requireRoom(manifest);
    try (ReceiveSnapshot receive = new ReceiveSnapshot(manifest, directory, () -> stopping)) {
      int changed = 0;
      while (!receive.isWhole()) {
        try {
          StoreAnswer answer =
              link.snapshotFile(
                  identity.credential(), manifest.compressedSha256(), receive.held(), receive);
          if (answer.status() != 200 && answer.status() != 206) {
            return notGiven(answer);
          }
          contact.heard(answer.answered()); // a file takes its time: its midpoint is no measure
          if (!receive.isWhole()) {
            return new Fetched.Later("the snapshot has come in part");
          }
        } catch (ReceiveSnapshot.ChangedChunk e) {
          if (++changed >= CHANGED_CHUNKS_MAX) {
            throw new BadSnapshot(e.getMessage() + " time and again");
          }
          LOG.warnf("%s: fetching it again", e.getMessage());
        }
      }
      receive.finish();
    } catch (BadSnapshot e) {
      throw e;
    } catch (IOException e) {
      throw roomIsShort() ? givenUpRoom(e) : e;
    }
    Map<Integer, Long> inside =
        PrepareReplica.prepare(
            directory.comingRefDb(), manifest, identity.stream(), clock.instant());
    failures = 0;
    LOG.infof("The store's snapshot at seq %d has come", (Object) manifest.seq());
    return new Fetched.Whole(inside);
  }

  private Fetched notGiven(StoreAnswer answer) throws IOException {
    if (!answer.isProblem()) {
      throw answer.notTheStores();
    }
    contact.heard(answer);
    return switch (answer.status()) {
      case 401 -> new Fetched.Refused(answer.problemDetail());
      case 404 -> {
        boolean begun = Files.exists(directory.snapshotManifest());
        directory.discardSnapshot();
        // The file may be gone while there is a newer one; without any there is no manifest.
        yield begun ? new Fetched.Later("the store has a newer snapshot") : new Fetched.None();
      }
      case 503 -> {
        if (answer.problemCode().equals(ProblemCode.NOT_AVAILABLE.toString())) {
          if (answer.retryAfter().isEmpty()) {
            yield unusable(answer.problemDetail()); // none can be made
          }
          if (isMadeForTooLong()) {
            LOG.warnf(
                "The store has been making a snapshot for ten minutes (%s): fetching pages",
                answer.problemDetail());
            yield new Fetched.None();
          }
        }
        yield new Fetched.Later(answer.problemDetail(), answer.retryAfter());
      }
      default -> new Fetched.Later(answer.problemDetail(), answer.retryAfter());
    };
  }

  private boolean isMadeForTooLong() {
    long now = clock.millis();
    makingMillis += Math.clamp(now - saidMakingMillis, 0, MAKING_STEP_MILLIS_MAX);
    saidMakingMillis = now;
    boolean tooLong = makingMillis >= MAKING_MILLIS_MAX;
    if (tooLong) {
      makingMillis = 0;
    }
    return tooLong;
  }

  private Fetched unusable(String why) {
    failures++;
    try {
      directory.discardSnapshot();
    } catch (IOException e) {
      LOG.warnf("What has come of a snapshot cannot be removed: %s", e.getMessage());
    }
    return new Fetched.Later(why);
  }

  private void requireRoom(SnapshotManifest manifest) throws IOException {
    long here = Files.size(directory.snapshotPart());
    long needed = manifest.size() + manifest.compressedSize() - here + ROOM_FOR_DOCUMENTS_BYTES;
    long free = disk.freeBytes();
    if (free < needed) {
      throw new IOException(
          "the disk has no room for the store's snapshot: %,d bytes are needed, %,d are free"
              .formatted(needed, free));
    }
  }

  private boolean roomIsShort() throws IOException {
    return disk.freeBytes() < ROOM_FOR_DOCUMENTS_BYTES / 4;
  }

  private IOException givenUpRoom(IOException cause) throws IOException {
    directory.discardSnapshot();
    return new IOException(
        "the disk became full while the store's snapshot came; what had come is thrown away",
        cause);
  }
}
