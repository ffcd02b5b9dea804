package io.tillstream.agent.sync;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** A batch as it travels: a header line, then the documents' own bytes, gzipped. Pure. */
final class BatchBody {

  private BatchBody() {}

  static byte[] of(DocumentStream stream, ChainedBatch batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
    try (OutputStream out = new GZIPOutputStream(bytes, 8192)) {
      out.write(header(stream, batch).getBytes(StandardCharsets.UTF_8));
      for (ChainedRecord document : batch.records()) {
        out.write('\n');
        out.write(document.line());
      }
      out.write('\n');
    }
    return bytes.toByteArray();
  }

  private static String header(DocumentStream stream, ChainedBatch batch) {
    return new CanonicalJson(256)
        .open('{')
        .field("protocol", Protocol.VERSION)
        .field("stream", stream.toString())
        .field("from", batch.from().position())
        .field("previousHash", batch.from().hash().toString())
        .field("to", batch.to().position())
        .field("hash", batch.to().hash().toString())
        .close('}')
        .toString();
  }
}
