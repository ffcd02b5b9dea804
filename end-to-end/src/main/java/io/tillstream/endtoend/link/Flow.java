package io.tillstream.endtoend.link;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How much a line carries just now. Thread-safe. */
final class Flow {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flowing = lock.newCondition();
  private long requestBytesMax = Long.MAX_VALUE;
  private boolean stalled;

  /** One connection's request: what was carried up since anything came down. */
  static final class Request {
    private long bytes;
  }

  /** Everything is carried. */
  void free() {
    lock.lock();
    try {
      requestBytesMax = Long.MAX_VALUE;
      stalled = false;
      flowing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The first request that is longer than this stops everything after so many of its bytes. */
  void stallInRequestAfter(long bytes) {
    lock.lock();
    try {
      requestBytesMax = bytes;
    } finally {
      lock.unlock();
    }
  }

  boolean isStalled() {
    lock.lock();
    try {
      return stalled;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while nothing is carried; how many of so many bytes may go up, never none. */
  int awaitUp(Request request, int length) {
    lock.lock();
    try {
      awaitFlow();
      while (requestBytesMax <= request.bytes) {
        stalled = true;
        awaitFlow();
      }
      int some = (int) Math.min(length, requestBytesMax - request.bytes);
      stalled = some < length;
      request.bytes += some;
      return some;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while nothing is carried; an answer ends the request. */
  void awaitDown(Request request) {
    lock.lock();
    try {
      awaitFlow();
      request.bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  private void awaitFlow() {
    while (stalled) {
      flowing.awaitUninterruptibly();
    }
  }
}
