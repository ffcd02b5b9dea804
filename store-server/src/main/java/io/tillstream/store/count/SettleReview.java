package io.tillstream.store.count;

import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A person's word on a document: the count includes it, or it came after the count. Immutable.
 *
 * @param isInside whether the goods had moved before they were counted
 * @param by who says so
 */
record SettleReview(Shop shop, String id, DocumentKey document, boolean isInside, String by)
    implements Command<SettleReview.Answer> {

  /** What became of it. */
  sealed interface Answer {}

  /** It is so, from now on or since somebody said the same. */
  record Settled() implements Answer {}

  /** Somebody was quicker and has said otherwise. */
  record DecidedOtherwise(String state) implements Answer {}

  /** The count has no such document to be reviewed. */
  record Unknown() implements Answer {}

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    Optional<String> state = Review.state(batch, id, document);
    if (state.isEmpty()) {
      return new Unknown();
    }
    String wanted = isInside ? "inside" : "outside";
    if (state.get().equals("open")) {
      Review.settle(batch, shop, id, document, isInside, by);
      return new Settled();
    }
    return state.get().equals(wanted) ? new Settled() : new DecidedOtherwise(state.get());
  }
}
