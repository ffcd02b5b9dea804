package io.tillstream.store.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows the counters of one series through an epoch, in the order in which its documents were
 * made, and cuts them into stretches. One use, one thread.
 */
final class FollowSeries {

  private final String terminal;
  private final int epoch;
  private final String series;
  private final Integer period;
  private final List<Stretch> stretches = new ArrayList<>();
  private long next;
  private long from;
  private Stretch.State state;
  private String number;

  /**
   * Begins.
   *
   * @param first the counter that comes first: 1, but where a former version counted through
   */
  FollowSeries(String terminal, int epoch, String series, Integer period, long first) {
    this.terminal = terminal;
    this.epoch = epoch;
    this.series = series;
    this.period = period;
    this.next = first;
  }

  /** The next document. */
  void issued(long counter, boolean voided, String printed) {
    Stretch.State now = voided ? Stretch.State.VOIDED : Stretch.State.ISSUED;
    if (counter < next) {
      alone(counter, Stretch.State.REPEATED, printed);
      return;
    }
    if (counter > next) {
      end();
      stretches.add(
          new Stretch(
              terminal, epoch, series, period, next, counter - 1, Stretch.State.MISSING, null));
    }
    if (state != now || counter > next) {
      end();
      from = counter;
      state = now;
      number = printed;
    }
    next = counter + 1;
  }

  /** A number that another document claims too. */
  void repeated(long counter, String detail) {
    alone(counter, Stretch.State.REPEATED, detail);
  }

  /**
   * After the last document: the next number is in the books on another one.
   *
   * @return which counter it is
   */
  long broughtAnew(String detail) {
    end();
    alone(next, Stretch.State.BROUGHT_ANEW, detail);
    return next++;
  }

  private void alone(long counter, Stretch.State what, String detail) {
    stretches.add(new Stretch(terminal, epoch, series, period, counter, counter, what, detail));
  }

  /**
   * What comes after the last document.
   *
   * @param open whether the epoch goes on
   * @param lost how many documents of the epoch may have been shown and were brought by nobody;
   *     with those among them whose counter nobody can tell
   */
  List<Stretch> stretches(boolean open, long lost) {
    end();
    if (lost > 0) {
      stretches.add(
          new Stretch(
              terminal,
              epoch,
              series,
              period,
              next,
              next + lost - 1,
              Stretch.State.LOST,
              "at most: of the documents of the epoch that nobody has brought"));
      next += lost;
    }
    stretches.add(
        new Stretch(
            terminal,
            epoch,
            series,
            period,
            next,
            null,
            open ? Stretch.State.NOT_YET_RECEIVED : Stretch.State.CLOSED,
            open ? null : "the epoch is closed; a later document of it is still taken in"));
    return stretches;
  }

  private void end() {
    if (state != null) {
      stretches.add(new Stretch(terminal, epoch, series, period, from, next - 1, state, number));
      state = null;
    }
  }
}
