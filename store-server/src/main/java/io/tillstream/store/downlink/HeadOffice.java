package io.tillstream.store.downlink;

import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.wire.LayerPage;
import io.tillstream.protocol.wire.LayersAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where what is said for the whole chain is kept. */
interface HeadOffice {

  /**
   * Where the logs of the store's layers stand.
   *
   * @param standing where the store does, for people there to see
   * @throws IOException when there is no answer that can be used
   */
  LayersAnswer heads(Map<Layer, FollowState> standing) throws IOException;

  /**
   * The page that continues what the store holds.
   *
   * @return empty when head office does not know what the store knows
   * @throws IOException when there is no answer that can be used
   */
  Optional<LayerPage> page(Layer layer, FollowState standing) throws IOException;
}
