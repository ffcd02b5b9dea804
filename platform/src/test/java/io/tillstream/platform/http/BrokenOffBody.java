package io.tillstream.platform.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/** A request whose line stands still in the middle of its body, until it is closed. */
public final class BrokenOffBody implements AutoCloseable {

  private final Socket line;

  private BrokenOffBody(Socket line) {
    this.line = line;
  }

  /** Sends the head and the first half of a chained batch to this computer. */
  public static BrokenOffBody sent(int port, String path, String credential, byte[] body)
      throws IOException {
    Socket line = new Socket(InetAddress.getLoopbackAddress(), port);
    String head =
        """
        POST %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/x-ndjson
        Content-Length: %d

        """
            .formatted(path, credential, body.length)
            .replace("\n", "\r\n");
    OutputStream out = line.getOutputStream();
    out.write(head.getBytes(US_ASCII));
    out.write(Arrays.copyOf(body, body.length / 2));
    out.flush();
    return new BrokenOffBody(line);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
