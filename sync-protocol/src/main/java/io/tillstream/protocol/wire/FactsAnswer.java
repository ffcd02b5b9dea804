package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Watermark;

/**
 * Head office's answer to an envelope of facts, given only after it is on disk.
 *
 * @param protocol head office's protocol version
 * @param outcome of the envelope as a whole
 * @param watermark what head office holds of this store
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FactsAnswer(int protocol, Outcome outcome, Watermark watermark) {}
