package io.tillstream.store.series;

import java.util.ArrayList;
import java.util.List;

/** Follows the numbers of one lease, rising, and cuts them into stretches. One use, one thread. */
final class FollowLease {

  private final String terminal;
  private final int epoch;
  private final String range;
  private final long first;
  private final long last;
  private final Stretch.State free;
  private final List<Stretch> stretches = new ArrayList<>();
  private long next;
  private long usedFrom;

  FollowLease(String terminal, int epoch, String range, long first, long last, boolean open) {
    this.terminal = terminal;
    this.epoch = epoch;
    this.range = range;
    this.first = first;
    this.last = last;
    this.free = open ? Stretch.State.LEASED : Stretch.State.LEASED_UNUSED;
    this.next = first;
  }

  long first() {
    return first;
  }

  /** A document carries this number. */
  void used(long number) {
    if (number < next) {
      add(number, number, Stretch.State.REPEATED);
      return;
    }
    if (number > next) {
      end();
      add(next, number - 1, free);
    }
    usedFrom = usedFrom == 0 ? number : usedFrom;
    next = number + 1;
  }

  /** All of the lease. */
  List<Stretch> stretches() {
    end();
    if (next <= last) {
      add(next, last, free);
    }
    return stretches;
  }

  private void end() {
    if (usedFrom > 0) {
      add(usedFrom, next - 1, Stretch.State.ISSUED);
      usedFrom = 0;
    }
  }

  private void add(long from, long to, Stretch.State state) {
    stretches.add(new Stretch(terminal, epoch, range, null, from, to, state, null));
  }
}
