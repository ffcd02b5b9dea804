package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * @param headerHash of all the others, so that what no chain covers cannot change on the way
 *     unnoticed; null where the sender does not seal its headers
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
    Hash hash,
    Hash headerHash) {

  /** Of what lies between two watermarks, without a seal. */
  public StreamHeader(
      int protocol, String stream, String incarnation, Watermark from, Watermark to) {
    this(
        protocol,
        stream,
        incarnation,
        from.position(),
        from.hash(),
        to.position(),
        to.hash(),
        null);
  }

  /** The same with its seal. */
  public StreamHeader sealed() {
    return new StreamHeader(
        protocol, stream, incarnation, from, previousHash, to, hash, hashOfFields());
  }

  /** Whether it is not what its sender sealed; one without a seal is taken as it is. */
  public boolean sealIsBroken() {
    return headerHash != null && !headerHash.equals(hashOfFields());
  }

  private Hash hashOfFields() {
    String fields =
        Stream.of(protocol, stream, incarnation, from, previousHash, to, hash)
            .map(String::valueOf)
            .collect(Collectors.joining("\n"));
    return Hash.START.then(fields.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the batch begins. */
  public Watermark start() {
    return new Watermark(from, previousHash);
  }

  /** Where the batch ends. */
  public Watermark end() {
    return new Watermark(to, hash);
  }
}
