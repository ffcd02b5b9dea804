package io.tillstream.store.incarnation;

import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * Writes the witness down behind the books, a few times a second at most, on a thread of its own:
 * no upload waits for it. What it misses when the program dies is at most the last rest's changes;
 * a backup younger than that is no older state worth telling.
 */
final class KeepWitness {

  private static final Logger LOG = Logger.getLogger(KeepWitness.class);
  private static final Duration REST = Duration.ofMillis(250);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final WitnessFile file;
  private final Shop shop;
  private final Writer writer;
  private final IntSupplier ownEpoch;
  private final GrantedEpochs epochs;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "books-witness");
  private Published written;
  private GrantedEpochs.Granted writtenEpochs;
  private boolean failing;

  KeepWitness(
      WitnessFile file, Shop shop, Writer writer, IntSupplier ownEpoch, GrantedEpochs epochs) {
    this.epochs = epochs;
    this.file = file;
    this.shop = shop;
    this.writer = writer;
    this.ownEpoch = ownEpoch;
  }

  void start() {
    writeDown();
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    stopping.countDown();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    boolean last = false;
    while (!last) {
      try {
        last = stopping.await(REST.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        LOG.debug("Nobody interrupts this thread; whoever does is not obeyed");
      }
      writeDown();
    }
  }

  /** Returns when it is written, if it can be. */
  synchronized void writeDown() {
    Published now = writer.published();
    GrantedEpochs.Granted granted = epochs.known();
    if (written != null
        && granted.equals(writtenEpochs)
        && written.seq() == now.seq()
        && written.incarnation().equals(now.incarnation())) {
      return;
    }
    try {
      file.write(
          new BooksWitness(
              shop.id().value(),
              now.incarnation(),
              now.seq(),
              ownEpoch.getAsInt(),
              granted.highest(),
              granted.sum()));
      written = now;
      writtenEpochs = granted;
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warnf("The witness of the books cannot be written: %s", e.getMessage());
      }
      failing = true;
    }
  }
}
