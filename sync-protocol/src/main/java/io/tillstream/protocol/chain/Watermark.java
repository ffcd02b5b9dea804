package io.tillstream.protocol.chain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How far a receiver has come in a stream, and the hash of all it holds. Two equal watermarks mean
 * two equal histories.
 *
 * @param position the last n (documents) or seq (facts) applied; 0 before the first
 * @param hash the chain up to there
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Watermark(long position, Hash hash) {

  /** Before the first record. */
  public static final Watermark START = new Watermark(0, Hash.START);
}
