package io.tillstream.protocol.conflict;

import java.util.List;

/** What may be said of documents that a count may include, all of them together. */
final class SettleCount {

  private SettleCount() {}

  /** All that fit, the one that changes least first. */
  static List<Settlement> fitting(Conflict.Count count) {
    return List.of(
        new Settlement(
            Choice.OUTSIDE,
            "Leaves the books as they are: the goods moved after they were counted.",
            List.of(),
            List.of(),
            Settlement.NO_MONEY),
        new Settlement(
            Choice.INSIDE,
            "Puts the count right by a restatement for each document: the goods had moved before"
                + " they were counted.",
            List.of(),
            count.inside(),
            Settlement.NO_MONEY),
        new Settlement(
            Choice.RECOUNT,
            "Begins a count of these items in the same place. Nothing moves now; what the count"
                + " finds is booked when it is posted.",
            List.of(),
            List.of(),
            Settlement.NO_MONEY));
  }
}
