package io.tillstream.replica.snapshot;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Compresses a database and adds up its hashes, in one pass. Used once, by one thread. */
public final class PackSnapshot {

  // The usual one of zstd: higher ones take several times as long for a tenth less.
  private static final int LEVEL = 3;
  private static final int BLOCK_BYTES = 256 * 1024;

  private final Sha256 database = new Sha256();
  private final Sha256 compressed = new Sha256();
  private final Sha256 chunk = new Sha256();
  private final List<Hash> chunks = new ArrayList<>();
  private long compressedSize;

  private PackSnapshot() {}

  /**
   * Packs a file into a new one, which is on disk when this returns.
   *
   * @throws IOException when one cannot be read or the other not written
   */
  public static Packed pack(Path database, Path into) throws IOException {
    try (FileChannel in = FileChannel.open(database, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(into, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return new PackSnapshot().pack(in, out);
    }
  }

  private Packed pack(FileChannel in, FileChannel out) throws IOException {
    ByteBuffer source = ByteBuffer.allocateDirect(BLOCK_BYTES);
    ByteBuffer target = ByteBuffer.allocateDirect(BLOCK_BYTES);
    long size = in.size();
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(LEVEL);
      zstd.setChecksum(false); // the manifest has better ones
      zstd.setPledgedSrcSize(size);
      boolean more = true;
      while (more) {
        more = in.read(source.clear()) >= 0;
        database.add(source.flip());
        EndDirective how = more ? EndDirective.CONTINUE : EndDirective.END;
        boolean flushed = false;
        while (!flushed) {
          flushed = zstd.compressDirectByteBufferStream(target, source, how);
          flushed = more ? !source.hasRemaining() : flushed;
          write(target.flip(), out);
          target.clear();
        }
      }
    }
    endChunk();
    out.force(true);
    return new Packed(size, database.end(), compressedSize, compressed.end(), List.copyOf(chunks));
  }

  private void write(ByteBuffer bytes, FileChannel out) throws IOException {
    compressed.add(bytes);
    while (bytes.hasRemaining()) {
      int inChunk = Math.toIntExact(compressedSize % SnapshotManifest.CHUNK_BYTES);
      if (inChunk == 0 && compressedSize > 0) {
        endChunk();
      }
      ByteBuffer part =
          bytes.slice(
              bytes.position(),
              Math.min(bytes.remaining(), SnapshotManifest.CHUNK_BYTES - inChunk));
      chunk.add(part);
      bytes.position(bytes.position() + part.remaining());
      compressedSize += part.remaining();
      while (part.hasRemaining()) {
        out.write(part);
      }
    }
  }

  private void endChunk() {
    chunks.add(chunk.end());
  }
}
