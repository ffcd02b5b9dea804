package io.tillstream.store.count;

import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Marks a count in the store's own documents: goods whose receipt is recorded from now on are not
 * in it. Without a mark it is the posting that parts them. Immutable.
 */
record MarkStore(Shop shop, String id) implements Command<Optional<CountHead.State>> {

  /** The state of the count; empty when there is none of this name. */
  @Override
  public Optional<CountHead.State> applyTo(Batch batch) throws SQLException {
    Optional<CountHead.State> state = CountHead.find(batch::prepare, id).map(CountHead::state);
    if (state.equals(Optional.of(CountHead.State.OPEN))) {
      int epoch = OwnEpoch.of(batch);
      Cut.Place place = new Cut.Place(epoch, batch.standing(shop.ownStream(epoch)).position());
      Marks.add(batch, id, TerminalId.STORE_ITSELF.value(), place);
    }
    return state;
  }
}
