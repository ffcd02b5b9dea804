package io.tillstream.agent.snapshot;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.SnapshotManifest;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.database.StorageFailure;
import io.tillstream.replica.snapshot.BadSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Makes a database that came this terminal's own, before anybody reads it. */
final class PrepareReplica {

  private PrepareReplica() {}

  /**
   * Opens it, and finds out which of this terminal's documents are inside (I16).
   *
   * @param now when the terminal takes it over
   * @return by epoch, own documents up to this n are inside its stock rows
   * @throws BadSnapshot when it is no replica as of the manifest's checkpoint
   */
  static Map<Integer, Long> prepare(
      Path coming, SnapshotManifest manifest, DocumentStream stream, Instant now)
      throws IOException {
    try (SqliteFile file =
        SqliteFile.open(coming, Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 1)) {
      // Not looked through once more: the store has done that before it took the hash, and by the
      // hash these are the same bytes. A search took as long here as unpacking them.
      Replica replica = new Replica(file);
      boolean ofThatCheckpoint =
          replica.checkpoint().filter(at -> at.cursor().equals(manifest.cursor())).isPresent();
      if (!ofThatCheckpoint) {
        throw new BadSnapshot("the database is of another checkpoint than its manifest");
      }
      replica.becomeReplicaOf(stream, now);
      return replica.ownInside();
    } catch (StorageFailure e) {
      if (e.isDiskFull()) {
        throw new IOException("the disk is full", e);
      }
      throw new BadSnapshot("the database cannot be used: " + e.getMessage());
    }
  }
}
