package io.tillstream.replica.snapshot;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Checks and decompresses a snapshot chunk by chunk into a new file, and adds up its hash on the
 * way. The hash takes about as long as the rest, so a thread of its own adds up one block while the
 * next is decompressed and written. Used by one thread.
 */
public final class UnpackSnapshot implements Closeable {

  private static final int BLOCK_BYTES = 1024 * 1024;

  private final SnapshotManifest manifest;
  private final FileChannel out;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final ExecutorService beside = Executors.newSingleThreadExecutor(UnpackSnapshot::thread);
  private final Sha256 chunk = new Sha256();
  private final Sha256 database = new Sha256(); // of the thread beside
  private ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
  private ByteBuffer other = ByteBuffer.allocateDirect(BLOCK_BYTES); // lent to the thread beside
  private Future<?> adding = CompletableFuture.completedFuture(null);
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
    await(adding);
    ByteBuffer full = block;
    adding = beside.submit(() -> database.add(full)); // which leaves its position alone
    ByteBuffer written = full.duplicate();
    while (written.hasRemaining()) {
      out.write(written);
    }
    block = other.clear();
    other = full;
  }

  private static void await(Future<?> work) throws IOException {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("given up: the program is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a hash cannot fail", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "snapshot-hash");
    thread.setDaemon(true);
    return thread;
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
    await(adding);
    if (!database.end().equals(manifest.sha256())) {
      throw new BadSnapshot("the database is not the one that the manifest describes");
    }
    out.force(true);
  }

  @Override
  public void close() throws IOException {
    beside.shutdown();
    zstd.close();
    out.close();
  }
}
