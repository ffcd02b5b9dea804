package io.tillstream.endtoend.link;

import io.tillstream.endtoend.program.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network line on loopback: it listens on a port of its own and forwards every connection to a
 * program. Thread-safe.
 */
public final class Link implements AutoCloseable {

  private static final int PIECE_BYTES = 16_384;

  private final int port;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong carriedUp = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flowing = lock.newCondition();
  private ServerSocket listener;
  private long carriableUp = Long.MAX_VALUE;
  private volatile boolean losingAnswers;

  private Link(int port, int target) {
    this.port = port;
    this.target = target;
  }

  /** A working line to the program on this port. */
  public static Link to(int target) throws IOException {
    Link link = new Link(FreePort.find(), target);
    link.restore();
    return link;
  }

  /** Where to connect instead of to the program itself. */
  public int port() {
    return port;
  }

  /** Where to connect instead of to the program itself. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Bytes carried towards the program so far. */
  public long bytesCarriedUp() {
    return carriedUp.get();
  }

  /** Closes every connection and refuses new ones, until it is restored. */
  public void cut() {
    lock.lock();
    try {
      if (listener != null) {
        closeQuietly(listener);
        listener = null;
      }
    } finally {
      lock.unlock();
    }
    sockets.forEach(Link::closeQuietly);
    sockets.clear();
  }

  /** Accepts and forwards again; ends a stall and the loss of answers too. */
  public void restore() throws IOException {
    losingAnswers = false;
    lock.lock();
    try {
      carriableUp = Long.MAX_VALUE;
      flowing.signalAll();
      if (listener == null) {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        listener = opened;
        Thread.ofVirtual().name("link " + port).start(() -> accept(opened));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps every connection open, but carries only so much more towards the program, and then
   * nothing in either direction, until it is restored.
   */
  public void stallAfter(long bytesUp) {
    lock.lock();
    try {
      carriableUp = bytesUp;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it carries nothing although its connections are open. */
  public boolean isStalled() {
    lock.lock();
    try {
      return carriableUp == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Carries requests, and closes a connection instead of carrying its answer. */
  public void loseAnswers() {
    losingAnswers = true;
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      forwardNext(from);
    }
  }

  private void forwardNext(ServerSocket from) {
    try {
      connect(from.accept());
    } catch (IOException e) {
      // Cut, or the program is away: the caller sees its connection closed, as on a real line.
      return;
    }
  }

  private void connect(Socket near) throws IOException {
    Socket far = new Socket();
    sockets.add(near);
    sockets.add(far);
    try {
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      requireUp();
    } catch (IOException e) {
      close(near, far);
      throw e;
    }
    Thread.ofVirtual().start(() -> carry(near, far, true));
    Thread.ofVirtual().start(() -> carry(far, near, false));
  }

  // A connection that was being opened while the line was cut must not survive the cut.
  private void requireUp() throws IOException {
    lock.lock();
    try {
      if (listener == null) {
        throw new IOException("the line was cut");
      }
    } finally {
      lock.unlock();
    }
  }

  private void carry(Socket from, Socket to, boolean up) {
    byte[] piece = new byte[PIECE_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (!up && losingAnswers) {
          break;
        }
        for (int sent = 0; sent < length; ) {
          int some = awaitFlow(up, length - sent);
          out.write(piece, sent, some);
          sent += some;
        }
        if (up) {
          carriedUp.addAndGet(length);
        }
      }
    } catch (IOException e) {
      // One end is gone; the other learns it below.
    } finally {
      close(from, to);
    }
  }

  // How many of so many bytes may be carried now.
  private int awaitFlow(boolean up, int length) {
    lock.lock();
    try {
      while (carriableUp == 0) {
        flowing.awaitUninterruptibly();
      }
      if (!up || carriableUp == Long.MAX_VALUE) {
        return length;
      }
      int some = (int) Math.min(length, carriableUp);
      carriableUp -= some;
      return some;
    } finally {
      lock.unlock();
    }
  }

  private void close(Socket one, Socket other) {
    closeQuietly(one);
    closeQuietly(other);
    sockets.remove(one);
    sockets.remove(other);
  }

  private static void closeQuietly(java.io.Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  /** Cuts the line for good. */
  @Override
  public void close() {
    cut();
    lock.lock();
    try {
      carriableUp = Long.MAX_VALUE;
      flowing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
