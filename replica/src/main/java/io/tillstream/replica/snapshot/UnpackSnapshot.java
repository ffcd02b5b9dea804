package io.tillstream.replica.snapshot;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Checks and decompresses a snapshot chunk by chunk into a new file, and adds up its hash on the
 * way. Used by one thread.
 */
public final class UnpackSnapshot implements Closeable {

  private static final int BLOCK_BYTES = 1024 * 1024;

  private final SnapshotManifest manifest;
  private final FileChannel out;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
  private final Sha256 chunk = new Sha256();
  private final Sha256 database = new Sha256();
  private int next;
  private long size;
  private boolean ended;

  /**
   * Into this file, whose former content is given up.
   *
   * @throws IOException when it cannot be written
   */
  @SuppressWarnings("StreamResourceLeak") // close() closes it
  public UnpackSnapshot(SnapshotManifest manifest, Path into) throws IOException {
    this.manifest = manifest;
    out =
        FileChannel.open(
            into,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** The chunk that is wanted next; as many as there are when all are in. */
  public int next() {
    return next;
  }

  /**
   * Takes the next chunk, unless it is not what the manifest says; then nothing has happened.
   *
   * @param bytes a direct buffer with all of it
   * @return whether it was the one
   * @throws BadSnapshot when it cannot be decompressed
   * @throws IOException when the file cannot be written, as when the disk is full
   */
  public boolean take(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() != manifest.lengthOf(next)
        || !chunk.add(bytes).end().equals(manifest.chunks().get(next))) {
      return false;
    }
    next++;
    ByteBuffer source = bytes.duplicate();
    boolean more = true;
    while (more) {
      if (ended) {
        throw new BadSnapshot("the snapshot goes on after its end");
      }
      decompress(source);
      boolean full = !block.hasRemaining();
      if (full) {
        flush();
      }
      more = source.hasRemaining() || (full && !ended);
    }
    if (next == manifest.chunks().size()) {
      flush();
    }
    return true;
  }

  private void decompress(ByteBuffer source) throws IOException {
    try {
      ended = zstd.decompressDirectByteBufferStream(block, source);
    } catch (ZstdException e) {
      throw new BadSnapshot("the snapshot cannot be decompressed: " + e.getMessage());
    }
  }

  private void flush() throws IOException {
    block.flip();
    size += block.remaining();
    if (size > manifest.size()) {
      throw new BadSnapshot("the snapshot is larger than " + manifest.size() + " bytes");
    }
    database.add(block);
    while (block.hasRemaining()) {
      out.write(block);
    }
    block.clear();
  }

  /**
   * Makes sure that all has come, as it was packed, and is on disk.
   *
   * @throws BadSnapshot when it is not what the manifest says
   * @throws IOException when it cannot be written
   */
  public void finish() throws IOException {
    if (next < manifest.chunks().size() || !ended || size != manifest.size()) {
      throw new BadSnapshot(
          "the snapshot ends after %,d of %,d bytes".formatted(size, manifest.size()));
    }
    if (!database.end().equals(manifest.sha256())) {
      throw new BadSnapshot("the database is not the one that the manifest describes");
    }
    out.force(true);
  }

  @Override
  public void close() throws IOException {
    zstd.close();
    out.close();
  }
}
