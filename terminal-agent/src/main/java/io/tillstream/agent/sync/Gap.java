package io.tillstream.agent.sync;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Watermark;

/**
 * The part of a {@code stream-gap} problem that says where to go on.
 *
 * @param watermark what the store holds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Gap(Watermark watermark) {}
