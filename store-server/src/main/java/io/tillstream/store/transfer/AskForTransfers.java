package io.tillstream.store.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.TransfersAnswer;
import io.tillstream.protocol.wire.TransfersRequest;
import io.tillstream.store.uplink.HeadOfficeLine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/** Asks over HTTP what other stores have said of this store's transfers. Thread-safe. */
final class AskForTransfers {

  private final ObjectMapper json;
  private final HeadOfficeLine line;

  AskForTransfers(ObjectMapper json, HeadOfficeLine line) {
    this.json = json;
    this.line = line;
  }

  /**
   * Of these, and of those of which this store has no document yet.
   *
   * @throws IOException when there is no answer that can be used
   */
  TransfersAnswer about(List<String> open) throws IOException {
    byte[] body = json.writeValueAsBytes(new TransfersRequest(Protocol.VERSION, open));
    HttpResponse<byte[]> response =
        HeadOfficeLine.good(line.send("transfers", body, "Content-Type", "application/json"));
    return HeadOfficeLine.read(json, response.body(), TransfersAnswer.class);
  }
}
