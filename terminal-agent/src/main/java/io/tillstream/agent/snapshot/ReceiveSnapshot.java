package io.tillstream.agent.snapshot;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.link.FileSink;
import io.tillstream.protocol.wire.SnapshotManifest;
import io.tillstream.replica.snapshot.BadSnapshot;
import io.tillstream.replica.snapshot.UnpackSnapshot;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes in a snapshot in one pass: what comes is kept as it came, so that a download can go on
 * after a restart, and each chunk is checked and unpacked as soon as it is whole. Used by one
 * thread at a time.
 */
final class ReceiveSnapshot implements FileSink, Closeable {

  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,15})-[0-9]+/[0-9]+");

  private final SnapshotManifest manifest;
  private final BooleanSupplier givenUp;
  private final FileChannel part;
  private final UnpackSnapshot unpack;
  private final ByteBuffer chunk;
  private long held;
  private long skip;

  /** A chunk that is not what the manifest says; it is wanted again. */
  static final class ChangedChunk extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedChunk(int chunk) {
      super("chunk " + (chunk + 1) + " of the snapshot was changed on its way");
    }
  }

  /**
   * Goes on with what has come before of the same snapshot.
   *
   * @param givenUp whether there is no use in going on
   * @throws IOException when a file cannot be written
   */
  @SuppressWarnings("StreamResourceLeak") // close() closes them
  ReceiveSnapshot(SnapshotManifest manifest, DataDirectory directory, BooleanSupplier givenUp)
      throws IOException {
    this.manifest = manifest;
    this.givenUp = givenUp;
    chunk = ByteBuffer.allocateDirect(manifest.lengthOf(0));
    unpack = new UnpackSnapshot(manifest, directory.comingRefDb());
    part =
        FileChannel.open(
            directory.snapshotPart(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      takeWhatIsHere();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void takeWhatIsHere() throws IOException {
    boolean right = true;
    while (right && !isWhole() && fillFromPart()) {
      right = unpack.take(chunk.flip());
      if (right) {
        held += chunk.limit();
        chunk.clear();
      }
    }
    if (right) {
      held += chunk.position();
    } else {
      chunk.clear();
    }
    part.truncate(held);
    part.position(held);
  }

  /** Whether a whole chunk is in the buffer; otherwise the part ends in it. */
  private boolean fillFromPart() throws IOException {
    chunk.limit(manifest.lengthOf(unpack.next()));
    int read = 0;
    while (chunk.hasRemaining() && read >= 0) {
      read = part.read(chunk);
    }
    return !chunk.hasRemaining();
  }

  /** How many bytes are here; the next one is wanted. */
  long held() {
    return held;
  }

  boolean isWhole() {
    return unpack.next() == manifest.chunks().size();
  }

  @Override
  public void begins(int status, HttpHeaders headers) throws IOException {
    String tag = headers.firstValue("ETag").orElse("");
    if (!tag.equals("\"" + manifest.compressedSha256() + "\"")) {
      throw new BadSnapshot("the store sends another file than the one that was begun");
    }
    if (status == 200) {
      skip = held; // the whole file, though its rest was asked for
      return;
    }
    Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != held) {
      throw new BadSnapshot("the store sends another part of the file than it was asked for");
    }
  }

  @Override
  public void piece(ByteBuffer bytes) throws IOException {
    if (givenUp.getAsBoolean()) {
      throw new IOException("the program is stopping");
    }
    int skipped = (int) Math.min(skip, bytes.remaining());
    skip -= skipped;
    bytes.position(bytes.position() + skipped);
    while (bytes.hasRemaining()) {
      if (isWhole()) {
        throw new BadSnapshot("the file goes on after its end");
      }
      take(bytes);
    }
  }

  private void take(ByteBuffer bytes) throws IOException {
    chunk.limit(manifest.lengthOf(unpack.next()));
    ByteBuffer next = bytes.slice(bytes.position(), Math.min(bytes.remaining(), chunk.remaining()));
    bytes.position(bytes.position() + next.remaining());
    held += next.remaining();
    chunk.put(next.duplicate());
    while (next.hasRemaining()) {
      part.write(next);
    }
    if (!chunk.hasRemaining()) {
      checkAndUnpack();
    }
  }

  private void checkAndUnpack() throws IOException {
    int number = unpack.next();
    boolean right = unpack.take(chunk.flip());
    int length = chunk.limit();
    chunk.clear();
    if (!right) {
      held -= length;
      part.truncate(held);
      part.position(held);
      throw new ChangedChunk(number);
    }
  }

  /**
   * The database is whole, as the store made it, and on disk.
   *
   * @throws BadSnapshot when it is not
   */
  void finish() throws IOException {
    unpack.finish();
  }

  @Override
  public void close() throws IOException {
    try (unpack) {
      part.close();
    }
  }
}
