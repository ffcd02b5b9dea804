package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.layer.Layer;
import java.time.Instant;
import java.util.List;

/**
 * Where the logs of a store's layers stand, the lowest layer first.
 *
 * @param protocol the version asked for
 * @param serverTime head office's clock
 * @param layers of head office
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayersAnswer(int protocol, Instant serverTime, List<LayerHead> layers) {

  /** Copies the list; a missing one is empty. */
  public LayersAnswer {
    layers = layers == null ? List.of() : List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param layer which
   * @param scope whose log it is, for people
   * @param incarnation one unbroken life of the log
   * @param head the last change
   * @param hash of the log up to there
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record LayerHead(Layer layer, String scope, String incarnation, long head, Hash hash) {

    /** What whoever has followed it up to there knows. */
    public Known known() {
      return new Known(incarnation, head, hash);
    }
  }
}
