package io.tillstream.replica.snapshot;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.util.List;

/**
 * A database that was packed.
 *
 * @param size bytes of the database
 * @param sha256 of the database
 * @param compressedSize bytes of what was written
 * @param compressedSha256 of what was written
 * @param chunks hash of each chunk of what was written
 */
public record Packed(
    long size, Hash sha256, long compressedSize, Hash compressedSha256, List<Hash> chunks) {

  /**
   * Its manifest.
   *
   * @param cursor the checkpoint that the database is at
   * @param schema the version of its tables
   */
  public SnapshotManifest manifest(Cursor cursor, int schema) {
    return new SnapshotManifest(
        Protocol.VERSION,
        cursor.incarnation(),
        cursor.seq(),
        schema,
        size,
        sha256,
        SnapshotManifest.ZSTD,
        compressedSize,
        compressedSha256,
        SnapshotManifest.CHUNK_BYTES,
        chunks);
  }
}
