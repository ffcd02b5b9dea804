package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.handshake.HandshakeReason;

/**
 * A terminal asks whether it may go on.
 *
 * @param protocol the agent's protocol version
 * @param schema the versions of what it keeps
 * @param stream {@code S1/T1/2}
 * @param head the last document of its journal
 * @param acknowledged what it knows the store to hold
 * @param previousSession the last session that the store confirmed to it; absent before the first
 * @param session its session now
 * @param cursor where its reference data stands; absent before the first page
 * @param witness what the terminal found out by itself, {@code restored}, {@code parted} or {@code
 *     copied}; absent while nothing speaks against it
 * @param agentVersion the agent's program version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandshakeRequest(
    int protocol,
    Schema schema,
    String stream,
    Watermark head,
    Watermark acknowledged,
    String previousSession,
    String session,
    Cursor cursor,
    HandshakeReason witness,
    String agentVersion) {

  /**
   * Versions of what a terminal keeps.
   *
   * @param document the version in which it makes documents
   * @param replica the version of its reference database
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Schema(int document, int replica) {}
}
