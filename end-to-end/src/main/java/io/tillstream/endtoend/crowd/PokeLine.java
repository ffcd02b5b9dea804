package io.tillstream.endtoend.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A line that a store keeps open to say that there is something new. Thread-safe. */
final class PokeLine implements AutoCloseable {

  private static final int CONNECT_MILLIS_MAX = 20_000;

  private final Socket socket = new Socket();
  private final AtomicInteger pokes = new AtomicInteger();
  private volatile boolean held;

  private PokeLine() {}

  static PokeLine open(int port, String credential) throws IOException {
    PokeLine line = new PokeLine();
    line.socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
    String request =
        String.join(
            "\r\n",
            "GET /sync/v1/pokes HTTP/1.1",
            "Host: 127.0.0.1:" + port,
            "Authorization: Bearer " + credential,
            "Accept: text/event-stream",
            "Tillstream-Protocol: 3",
            "",
            "");
    line.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(line.socket.getInputStream(), StandardCharsets.UTF_8));
    String status = said.readLine();
    line.held = status != null && status.startsWith("HTTP/1.1 200");
    if (line.held) {
      Thread.ofVirtual().start(() -> line.listen(said));
    } else {
      line.close();
    }
    return line;
  }

  private void listen(BufferedReader said) {
    try {
      for (String text = said.readLine(); text != null; text = said.readLine()) {
        if (text.startsWith("data:")) {
          pokes.incrementAndGet();
        }
      }
    } catch (IOException e) {
      close(); // the store is gone, or this terminal has had enough
    }
    held = false;
  }

  boolean isHeld() {
    return held;
  }

  int pokes() {
    return pokes.get();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      held = false; // gone either way
    }
  }
}
