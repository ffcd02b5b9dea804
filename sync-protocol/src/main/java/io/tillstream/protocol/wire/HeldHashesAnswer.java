package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Hash;
import java.util.List;

/**
 * The chain that a store holds of a stream, for finding the last document that both ends share.
 *
 * @param protocol the version that was asked for; 0 from a store that does not say
 * @param hashes in the order of n, at most 1,000; empty at the end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldHashesAnswer(int protocol, List<At> hashes) {

  /** Copies the list; a missing one is empty. */
  public HeldHashesAnswer {
    hashes = hashes == null ? List.of() : List.copyOf(hashes);
  }

  /** The chain at a document. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record At(long n, Hash hash) {}
}
