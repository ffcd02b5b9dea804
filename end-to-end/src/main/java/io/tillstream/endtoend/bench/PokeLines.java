package io.tillstream.endtoend.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Lines on which a store may say that there is something new; whatever it says is only read. */
final class PokeLines implements AutoCloseable {

  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  /**
   * Opens one.
   *
   * @param authorization the header line of the terminal's credential
   */
  void open(int port, String authorization) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(socket);
    String request =
        "GET /sync/v1/pokes HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%sAccept: text/event-stream\r\n\r\n"
            .formatted(port, authorization);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String status = lines.readLine();
    if (status == null || !status.startsWith("HTTP/1.1 200")) {
      throw new IOException("a poke line was not opened: " + status);
    }
    open.incrementAndGet();
    Thread.ofVirtual().start(() -> listen(lines));
  }

  /** Asks that none has ended meanwhile. */
  void requireOpen(int expected) throws IOException {
    if (open.get() != expected) {
      throw new IOException("%d of %d poke lines are left".formatted(open.get(), expected));
    }
  }

  private void listen(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // Heartbeats and pokes: a terminal with nothing to do has nothing to say to them.
      }
    } catch (IOException e) {
      // Closed by either end: no longer open, which is what the count below says.
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed either way.
      }
    }
  }
}
