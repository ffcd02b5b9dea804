package io.tillstream.endtoend.fuzz;

import io.tillstream.endtoend.fuzz.Request.Header;
import java.util.Base64;

/** How a person sends a spoiled request again. */
final class Replay {

  private static final int SHOWN_BYTES_MAX = 20_000;

  private Replay() {}

  static String of(Mutant mutant, int port) {
    Request request = mutant.request();
    if (!mutant.legible() || request.bytes(port).length > SHOWN_BYTES_MAX) {
      return request.bytes(port).length > SHOWN_BYTES_MAX
          ? "(too long to show; the seed makes it again)"
          : "base64 -d <<< " + base64(request.bytes(port)) + " | nc 127.0.0.1 " + port;
    }
    StringBuilder curl = new StringBuilder();
    if (request.body().length > 0) {
      curl.append("base64 -d <<< ").append(base64(request.body())).append(" | ");
    }
    curl.append("curl -i --path-as-is -X ").append(request.method());
    for (Header header : request.headers()) {
      curl.append(" -H ").append(quoted(header.name() + ": " + header.value()));
    }
    if (request.body().length > 0) {
      curl.append(" --data-binary @-");
    }
    return curl.append(' ')
        .append(quoted("http://127.0.0.1:" + port + request.target()))
        .toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
