package io.tillstream.agent.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Copies a file of a failing disk. A page that cannot be read is zeros in the copy: what lies on
 * other pages can still be read, and the documents' chain tells how far.
 */
final class CopyWhatCanBeRead {

  private static final int PAGE = 4_096; // of SQLite, and of most disks

  private CopyWhatCanBeRead() {}

  /**
   * Copies.
   *
   * @throws IOException when the file cannot be opened, or the copy cannot be written
   */
  static void of(Path damaged, Path copy) throws IOException {
    try (FileChannel from = FileChannel.open(damaged, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      pages(from::read, from.size(), to);
    }
  }

  /** Reads bytes from a place of the file; a negative count at its end. */
  interface Disk {
    int read(ByteBuffer into, long at) throws IOException;
  }

  static void pages(Disk disk, long size, FileChannel to) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    for (long at = 0; at < size; at += PAGE) {
      page.clear().limit((int) Math.min(PAGE, size - at));
      read(disk, page, at);
      page.rewind();
      while (page.hasRemaining()) {
        to.write(page, at + page.position());
      }
    }
  }

  private static void read(Disk disk, ByteBuffer page, long at) {
    try {
      int count = 0;
      while (count >= 0 && page.hasRemaining()) {
        count = disk.read(page, at + page.position());
      }
    } catch (IOException unreadable) {
      page.rewind();
    }
    while (page.hasRemaining()) { // what is not there is zeros
      page.put((byte) 0);
    }
  }
}
