package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.TerminalId;
import java.util.List;

/**
 * How far head office holds the documents of a store.
 *
 * @param protocol the version asked for
 * @param streams one for each terminal and epoch of which it holds any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldStreams(int protocol, List<HeldStream> streams) {

  /**
   * A stream of documents.
   *
   * @param terminal whose
   * @param epoch of which life
   * @param n the last that is held; all before it are held too
   * @param hash the chain up to it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record HeldStream(TerminalId terminal, int epoch, long n, Hash hash) {}
}
