package io.tillstream.agent.witness;

import io.tillstream.protocol.chain.Watermark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One journal's witness on a disk. Replacing it is atomic and synced: a kill at any moment leaves
 * the old file or the new one. Used by one thread at a time, except for {@link #sync}.
 */
final class WitnessFile implements AutoCloseable {

  private final Path file;
  private volatile FileChannel channel;
  private long turn;

  WitnessFile(Path file) {
    this.file = file;
  }

  /**
   * What it says; empty when there is none, or none that can be read.
   *
   * @throws IOException when the disk does not answer
   */
  Optional<Testimony> read() throws IOException {
    try {
      Optional<WitnessText.Read> read = WitnessText.read(Files.readAllBytes(file));
      turn = read.map(WitnessText.Read::turn).orElse(0L);
      return read.map(WitnessText.Read::testimony);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Puts another in its place, on disk when this returns. */
  void replace(Testimony testimony) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path fresh = folder.resolve(file.getFileName() + ".new");
    turn++;
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeWhole(out, 0, WitnessText.file(testimony, turn));
      out.force(true);
    }
    close(); // some systems replace no file that is open
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(folder);
    channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /**
   * Writes how far the journal has come, in place: it survives a kill, and after {@link #sync} a
   * power cut.
   */
  void write(Watermark head, long bound) throws IOException {
    if (channel == null) {
      throw new IOException("the witness is not open");
    }
    turn++;
    writeWhole(channel, WitnessText.position(turn), WitnessText.progress(head, bound, turn));
  }

  /** Brings what was written to the disk. Beside other calls. */
  void sync() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      throw new IOException("the witness is not open");
    }
    try {
      open.force(false);
    } catch (ClosedChannelException replacedMeanwhile) {
      // The file that took its place was synced whole.
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  private static void writeWhole(FileChannel out, long position, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer, position + buffer.position());
    }
  }

  private static void syncFolder(Path folder) {
    try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
      entry.force(true);
    } catch (IOException notOnThisSystem) {
      // Windows opens no folders; its journal of the file system keeps the order of the two steps.
    }
  }
}
