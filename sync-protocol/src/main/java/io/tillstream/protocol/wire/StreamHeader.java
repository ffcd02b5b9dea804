package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;

/**
 * The first line of a chained batch.
 *
 * @param protocol the sender's protocol version
 * @param stream {@code S1/T1/1} for documents, {@code S1} for facts
 * @param incarnation of the store's change log; only for facts
 * @param from position before the first record (exclusive)
 * @param previousHash chain at {@code from}
 * @param to position after the last record (inclusive)
 * @param hash chain at {@code to}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StreamHeader(
    int protocol,
    String stream,
    String incarnation,
    long from,
    Hash previousHash,
    long to,
    Hash hash) {

  /** Where the batch begins. */
  public Watermark start() {
    return new Watermark(from, previousHash);
  }

  /** Where the batch ends. */
  public Watermark end() {
    return new Watermark(to, hash);
  }
}
