package io.tillstream.endtoend.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * What came back.
 *
 * @param status 0 when nothing came
 * @param type the media type; empty when there is none
 * @param body as far as it was read
 * @param closed whether the program has ended the connection
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
record Answer(int status, String type, byte[] body, boolean closed) {

  static Answer none(boolean closed) {
    return new Answer(0, "", new byte[0], closed);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
