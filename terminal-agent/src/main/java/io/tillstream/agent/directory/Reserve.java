package io.tillstream.agent.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/**
 * Room kept for the sale that finds the disk full: a file of zeros, given up when it happens and
 * made anew when there is space again. Thread-safe.
 */
public final class Reserve {

  private static final Logger LOG = Logger.getLogger(Reserve.class);
  private static final int BLOCK_BYTES = 64 * 1024;

  private final DataDirectory directory;
  private final long bytes;
  private boolean held;

  /** A reserve that is not held yet. */
  public Reserve(DataDirectory directory, long bytes) {
    this.directory = directory;
    this.bytes = bytes;
  }

  /**
   * Makes the file unless it is there.
   *
   * @throws NoRoom when it does not fit on the disk; nothing is left behind
   * @throws IOException when it cannot be written for another reason
   */
  public synchronized void hold() throws IOException {
    Path file = directory.reserve();
    if (!Files.exists(file) || Files.size(file) < bytes) {
      held = false;
      fill(file);
    }
    held = true;
  }

  /**
   * Makes the file, or goes without it: a till that does not open refuses every sale, one without
   * the reserve perhaps a single one.
   *
   * @param freeBytesMin with less room than this the till cannot open either
   * @throws NoRoom when not even that is free
   */
  public synchronized void holdOrGoWithout(long freeBytesMin) throws IOException {
    try {
      hold();
    } catch (NoRoom e) {
      giveUp(); // a part of it that a crash has left
      if (directory.freeBytes() < freeBytesMin) {
        throw e;
      }
      LOG.warnf("%s. Going on without them until there is room", e.getMessage());
    }
  }

  /**
   * Makes the file anew once there is room for it twice, so that a disk that hovers at its limit
   * does not see it come and go.
   */
  public synchronized void holdAgain() {
    try {
      if (!held && directory.freeBytes() > 2 * bytes) {
        hold();
      }
    } catch (IOException stillFull) {
      held = false;
    }
  }

  /**
   * Gives the room to whoever found the disk full.
   *
   * @return whether there was any to give
   */
  public synchronized boolean giveUp() {
    boolean had = held;
    held = false;
    try {
      return Files.deleteIfExists(directory.reserve()) && had;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it is there. */
  public synchronized boolean isHeld() {
    return held;
  }

  private void fill(Path file) throws IOException {
    if (directory.freeBytes() < bytes) {
      throw new NoRoom(directory.folder(), bytes);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // Written, not just sized: a sparse file reserves nothing.
      ByteBuffer zeros = ByteBuffer.allocate(BLOCK_BYTES);
      for (long left = bytes; left > 0; left -= zeros.limit()) {
        zeros.clear().limit((int) Math.min(BLOCK_BYTES, left));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
      channel.force(true);
    } catch (IOException e) {
      boolean full = directory.freeBytes() < BLOCK_BYTES;
      Files.deleteIfExists(file);
      throw full ? new NoRoom(directory.folder(), bytes) : e;
    }
  }
}
