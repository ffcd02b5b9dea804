package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.download.Cursor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a snapshot is: a whole {@code ref.db} as of one checkpoint, compressed, and how to tell that
 * each part of it came through.
 *
 * @param protocol the store's protocol version
 * @param incarnation of the change log
 * @param seq the checkpoint
 * @param schema the version of the file's tables
 * @param size bytes of the file
 * @param sha256 of the file
 * @param compression {@link #ZSTD}
 * @param compressedSize bytes that are fetched
 * @param compressedSha256 of those; also the name they are fetched by
 * @param chunkBytes length of a chunk of what is fetched; the last may be shorter
 * @param chunks SHA-256 of each chunk, in their order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SnapshotManifest(
    int protocol,
    String incarnation,
    long seq,
    int schema,
    long size,
    Hash sha256,
    String compression,
    long compressedSize,
    Hash compressedSha256,
    int chunkBytes,
    List<Hash> chunks) {

  /** The one compression there is. */
  public static final String ZSTD = "zstd";

  /** Length of a chunk as the store cuts them, in bytes. */
  public static final int CHUNK_BYTES = 4 * 1024 * 1024;

  /** Largest file, in bytes. */
  public static final long SIZE_MAX = 4L * 1024 * 1024 * 1024;

  /** The checkpoint as a cursor. */
  public Cursor cursor() {
    return new Cursor(incarnation, seq);
  }

  /** The bytes of a chunk. */
  public int lengthOf(int chunk) {
    return (int) Math.min(chunkBytes, compressedSize - (long) chunk * chunkBytes);
  }

  /** Why nobody can work by this manifest, if so: it may have been written by anybody. */
  public Optional<String> fault() {
    if (incarnation == null || incarnation.isEmpty() || seq < 0) {
      return Optional.of("it names no checkpoint");
    }
    if (!ZSTD.equals(compression)) {
      return Optional.of("its compression is " + compression);
    }
    if (size < 1 || size > SIZE_MAX || compressedSize < 1 || compressedSize > SIZE_MAX) {
      return Optional.of("its sizes are out of range");
    }
    if (chunkBytes < 1 || chunkBytes > CHUNK_BYTES) {
      return Optional.of("its chunks are out of range");
    }
    if (sha256 == null
        || compressedSha256 == null
        || chunks == null
        || chunks.stream().anyMatch(Objects::isNull)) {
      return Optional.of("it lacks hashes");
    }
    long count = (compressedSize + chunkBytes - 1) / chunkBytes;
    return chunks.size() == count
        ? Optional.empty()
        : Optional.of("it has " + chunks.size() + " hashes for " + count + " chunks");
  }
}
