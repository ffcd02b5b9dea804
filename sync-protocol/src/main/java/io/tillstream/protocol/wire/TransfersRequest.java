package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A store asks head office what other stores have said of its transfers.
 *
 * @param protocol the sender's version
 * @param open the transfers that are open as far as the store knows; at most {@link #OPEN_MAX}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TransfersRequest(int protocol, List<String> open) {

  /** The most transfers that are asked about at once. */
  public static final int OPEN_MAX = 500;

  /** Copies the list; a missing one is empty. */
  public TransfersRequest {
    open = open == null ? List.of() : List.copyOf(open);
  }
}
