package io.tillstream.store.goods;

import java.util.Set;

/** What became of a goods receipt. */
sealed interface GoodsReceived {

  /** It is in the books, at this place in the log. */
  record Recorded(long documentSeq) implements GoodsReceived {}

  /** It was there already, at this place in the log. */
  record Repeated(long documentSeq) implements GoodsReceived {}

  /** The reference belongs to a receipt of something else; nothing was changed. */
  record ReferenceReused() implements GoodsReceived {}

  /** The catalogue does not have these items; nothing was changed. */
  record UnknownItems(Set<String> items) implements GoodsReceived {}
}
