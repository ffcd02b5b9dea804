package io.tillstream.endtoend.link;

import io.tillstream.endtoend.link.Course.Passage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One connection over a line: a socket to the caller, one to the program, and what goes between.
 */
final class Wire implements Closeable {

  private static final int PIECE_BYTES = 16_384;
  private static final int CONNECT_MILLIS_MAX = 5_000;

  private final Socket near;
  private final Socket far = new Socket();
  private final Flow flow;
  private final Course up;
  private final Course down;
  private final Flow.Request request = new Flow.Request();
  // Whether bytes of it are lost for good: it can only be reset then, never heal.
  private volatile boolean torn;
  // The direction whose sender is still there and believes in the connection; null while both are.
  private volatile Direction abandoned;

  /** From a caller who has connected. */
  Wire(Socket near, Flow flow, Course up, Course down) {
    this.near = near;
    this.flow = flow;
    this.up = up;
    this.down = down;
  }

  void connectTo(int port) throws IOException {
    far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
    near.setTcpNoDelay(true);
    far.setTcpNoDelay(true);
    if (up.fault() instanceof Fault.HalfOpen) {
      abandon(Direction.UP);
    }
    if (down.fault() instanceof Fault.HalfOpen) {
      abandon(Direction.DOWN);
    }
  }

  /** Takes the connection from the receiver of this direction; the sender is not told. */
  void abandon(Direction direction) {
    torn = true;
    abandoned = direction;
    closeQuietly(direction == Direction.UP ? far : near);
  }

  /** Whether one end still believes in a connection that is no more. */
  boolean isHalfOpen() {
    return abandoned != null;
  }

  /** Whether bytes that it should have carried are gone. */
  boolean isTorn() {
    return torn;
  }

  /** Carries what the caller says, until either end is gone. */
  void carryUp(AtomicLong carried) {
    carry(
        near,
        far,
        Direction.UP,
        (piece, from, length, out) -> {
          for (int sent = 0; sent < length; ) {
            int some = flow.awaitUp(request, length - sent);
            out.write(piece, from + sent, some);
            sent += some;
            carried.addAndGet(some);
          }
        });
  }

  /** Carries what the program says, until either end is gone or an answer is lost. */
  void carryDown(BooleanSupplier losing) {
    carry(
        far,
        near,
        Direction.DOWN,
        (piece, from, length, out) -> {
          if (losing.getAsBoolean()) {
            throw new IOException("the answer is lost");
          }
          flow.awaitDown(request);
          out.write(piece, from, length);
        });
  }

  @FunctionalInterface
  private interface Carrier {
    void carry(byte[] piece, int from, int length, OutputStream out) throws IOException;
  }

  private void carry(Socket from, Socket to, Direction direction, Carrier carrier) {
    byte[] piece = new byte[PIECE_BYTES];
    Course course = direction == Direction.UP ? up : down;
    Course.Meter meter = new Course.Meter();
    try {
      InputStream in = from.getInputStream();
      OutputStream out = abandoned == null ? to.getOutputStream() : OutputStream.nullOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        for (int done = 0; done < length; ) {
          Passage passage = abandoned != null ? null : course.await(meter, length - done);
          done += passage == null ? length - done : passage.bytes();
          if (passage != null) {
            pass(passage, direction, piece, done, carrier, out);
          }
        }
      }
    } catch (IOException e) {
      // One end is gone; the other learns it below.
    } finally {
      if (abandoned == null || abandoned == direction) {
        close();
      }
    }
  }

  private void pass(
      Passage passage, Direction direction, byte[] piece, int to, Carrier carrier, OutputStream out)
      throws IOException {
    switch (passage.fate()) {
      case CARRIED -> carrier.carry(piece, to - passage.bytes(), passage.bytes(), out);
      case SWALLOWED -> torn = true;
      case CLOSED -> throw new IOException("cut");
      case RESET -> {
        reset();
        throw new IOException("reset");
      }
      case ABANDONED -> abandon(direction);
    }
  }

  /** Both ends see a reset instead of an end. */
  void reset() {
    resetOnClose(near);
    resetOnClose(far);
    close();
  }

  private static void resetOnClose(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      closeQuietly(socket); // it is closed already, and nobody is left to be told
    }
  }

  /** Both ends. */
  @Override
  public void close() {
    abandoned = null;
    closeQuietly(near);
    closeQuietly(far);
  }

  static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
