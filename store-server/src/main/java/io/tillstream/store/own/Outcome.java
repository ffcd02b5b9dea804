package io.tillstream.store.own;

import java.util.Set;

/** What became of a document that the store was asked to make. */
public sealed interface Outcome {

  /** It is in the books, at this place in the log. */
  record Recorded(long documentSeq) implements Outcome {}

  /** It was there already, at this place in the log. */
  record Repeated(long documentSeq) implements Outcome {}

  /** The reference belongs to a document that says something else; nothing was changed. */
  record ReferenceReused() implements Outcome {}

  /** The catalogue does not have these items; nothing was changed. */
  record UnknownItems(Set<String> items) implements Outcome {}

  /** Nobody has said with which store this transfer is; nothing was changed. */
  record UnknownTransfer(String id) implements Outcome {}

  /** The transfer does not allow it now; nothing was changed. */
  record TransferConflict(String why) implements Outcome {}
}
