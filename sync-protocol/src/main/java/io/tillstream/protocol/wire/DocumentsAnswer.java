package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Watermark;
import java.time.Instant;
import java.util.List;

/**
 * The store's answer to a batch of documents, given only after all it says is on disk (I1).
 *
 * @param protocol the store's protocol version
 * @param outcome of the batch as a whole
 * @param watermark what the store holds of this stream
 * @param verdicts one for each document of the batch, in order
 * @param headOffice the last n of this stream that head office holds durably
 * @param serverTime the store's clock, for measuring skew
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DocumentsAnswer(
    int protocol,
    Outcome outcome,
    Watermark watermark,
    List<DocumentVerdict> verdicts,
    long headOffice,
    Instant serverTime) {}
