package io.tillstream.replica.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The connections that read, each used by one thread at a time. Thread-safe. */
final class Readers {

  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

  private final int count;
  private final Semaphore free;
  private final ConcurrentLinkedQueue<Session> idle;
  private volatile boolean closed;

  Readers(List<Session> sessions) {
    count = sessions.size();
    free = new Semaphore(count, true); // fair: an exchange must get its turn
    idle = new ConcurrentLinkedQueue<>(sessions);
  }

  <T> T read(Work<T> work) {
    free.acquireUninterruptibly();
    try {
      Session session = closed ? null : idle.poll();
      if (session == null) {
        throw new StorageFailure("the database is closed");
      }
      return on(session, work);
    } finally {
      free.release();
    }
  }

  private <T> T on(Session session, Work<T> work) {
    try {
      return work.on(session);
    } catch (SQLException e) {
      session.discardStatements();
      throw new StorageFailure(e);
    } finally {
      idle.add(session);
      if (closed) {
        closeIdle(); // nobody else may be left to do it
      }
    }
  }

  /** Puts others in their place, once the reads under way have ended; reads meanwhile wait. */
  void exchange(Supplier<List<Session>> others) {
    free.acquireUninterruptibly(count);
    try {
      closeIdle();
      idle.addAll(others.get());
    } finally {
      free.release(count);
    }
  }

  /**
   * Refuses further reads, waits for those under way and closes each connection; one that is still
   * in use after the wait is closed by whoever uses it.
   */
  void close(Duration patience) {
    closed = true;
    long end = System.nanoTime() + patience.toNanos();
    // Not a wait that an interrupt could end: it could end it while SQLite is at work.
    while (free.availablePermits() < count && System.nanoTime() < end) {
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
    }
    closeIdle();
  }

  private void closeIdle() {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      try {
        session.close();
      } catch (SQLException e) {
        throw new StorageFailure(e);
      }
    }
  }
}
