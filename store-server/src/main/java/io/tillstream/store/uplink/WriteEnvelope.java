package io.tillstream.store.uplink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes an envelope as it travels, whatever carries it. Thread-safe. */
final class WriteEnvelope {

  private final ObjectWriter headers;
  private final StoreId store;

  WriteEnvelope(ObjectMapper json, StoreId store) {
    headers = json.writerFor(StreamHeader.class);
    this.store = store;
  }

  StoreId store() {
    return store;
  }

  /** A header line, then a fact per line; no line end after the last. */
  void to(OutputStream body, ChainedBatch batch, String incarnation) throws IOException {
    body.write(
        headers.writeValueAsBytes(
            new StreamHeader(Protocol.VERSION, store.value(), incarnation, batch.from(), batch.to())
                .sealed()));
    for (ChainedRecord record : batch.records()) {
      body.write('\n');
      body.write(record.line());
    }
  }

  byte[] bytes(ChainedBatch batch, String incarnation) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      to(bytes, batch, incarnation);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
  }
}
