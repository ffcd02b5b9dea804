package io.tillstream.endtoend.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
  private final Flow.Request request = new Flow.Request();

  /** From a caller who has connected. */
  Wire(Socket near, Flow flow) {
    this.near = near;
    this.flow = flow;
  }

  void connectTo(int port) throws IOException {
    far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
    near.setTcpNoDelay(true);
    far.setTcpNoDelay(true);
  }

  /** Carries what the caller says, until either end is gone. */
  void carryUp(AtomicLong carried) {
    carry(
        near,
        far,
        (piece, length, out) -> {
          for (int sent = 0; sent < length; ) {
            int some = flow.awaitUp(request, length - sent);
            out.write(piece, sent, some);
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
        (piece, length, out) -> {
          if (losing.getAsBoolean()) {
            throw new IOException("the answer is lost");
          }
          flow.awaitDown(request);
          out.write(piece, 0, length);
        });
  }

  @FunctionalInterface
  private interface Carrier {
    void carry(byte[] piece, int length, OutputStream out) throws IOException;
  }

  private void carry(Socket from, Socket to, Carrier carrier) {
    byte[] piece = new byte[PIECE_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        carrier.carry(piece, length, out);
      }
    } catch (IOException e) {
      // One end is gone; the other learns it below.
    } finally {
      close();
    }
  }

  /** Both ends. */
  @Override
  public void close() {
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
