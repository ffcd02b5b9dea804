package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.handshake.HandshakeReason;
import java.time.Instant;

/**
 * The store's answer to a greeting; the session it confirms is on disk before it is given.
 *
 * @param protocol the version that was asked for
 * @param outcome whether the terminal may go on
 * @param reason why
 * @param watermark what the store holds of the stream
 * @param incarnation of the store's change log
 * @param headOffice the last n of the stream that head office holds durably
 * @param serverTime the store's clock, for measuring skew
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandshakeAnswer(
    int protocol,
    HandshakeOutcome outcome,
    HandshakeReason reason,
    Watermark watermark,
    String incarnation,
    long headOffice,
    Instant serverTime) {}
