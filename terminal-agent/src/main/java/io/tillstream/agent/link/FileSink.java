package io.tillstream.agent.link;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;

/** Takes in a file while it comes. Used by one thread at a time. */
public interface FileSink {

  /**
   * The answer begins; only good ones are told here.
   *
   * @param status 200 for the whole file, 206 for a part of it
   * @throws IOException when it is not what was asked for
   */
  void begins(int status, HttpHeaders headers) throws IOException;

  /**
   * The next piece.
   *
   * @throws IOException when it cannot be used; the transfer ends with it
   */
  void piece(ByteBuffer bytes) throws IOException;
}
