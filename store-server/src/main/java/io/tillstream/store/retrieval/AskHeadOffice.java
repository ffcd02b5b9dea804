package io.tillstream.store.retrieval;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.HeldStreams;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.uplink.HeadOfficeLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Asks over HTTP what head office holds of this store. Thread-safe. */
final class AskHeadOffice {

  private final ObjectMapper json;
  private final ReadBatch batches;
  private final HeadOfficeLine line;

  AskHeadOffice(ObjectMapper json, ReadBatch batches, HeadOfficeLine line) {
    this.json = json;
    this.batches = batches;
    this.line = line;
  }

  /**
   * How far it holds the documents of this store.
   *
   * @throws IOException when there is no answer that can be used
   */
  List<HeldStreams.HeldStream> streams() throws IOException {
    HeldStreams held = HeadOfficeLine.read(json, line.get("facts/streams"), HeldStreams.class);
    if (held.streams() == null) {
      throw new IOException(HeadOfficeLine.NOT_HEAD_OFFICE);
    }
    return held.streams();
  }

  /**
   * Some documents after a place; none when it holds no more.
   *
   * @throws IOException when there is no answer that can be used
   */
  ReceivedBatch documents(DocumentStream stream, long after) throws IOException {
    byte[] body =
        line.get(
            "facts/documents?terminal=%s&epoch=%d&after=%d"
                .formatted(stream.terminal(), stream.epoch(), after));
    return batches.read(
        new ByteArrayInputStream(body),
        null,
        Protocol.BATCH_DOCUMENTS_MAX,
        Protocol.FACT_BYTES_MAX);
  }
}
