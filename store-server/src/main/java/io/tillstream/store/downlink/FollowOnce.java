package io.tillstream.store.downlink;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.ReadPage;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.LayerPage;
import io.tillstream.protocol.wire.LayersAnswer;
import io.tillstream.store.writer.Command;
import io.tillstream.store.writer.Writer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * One round of following head office: what is new is taken in page by page, and when every layer is
 * whole, the shop sells by it. Each step is one commit of the writer, so a round may end anywhere.
 * One thread.
 */
final class FollowOnce {

  private static final Logger LOG = Logger.getLogger(FollowOnce.class);
  private static final Duration BUSY_REST = Duration.ofMillis(50);
  private static final int IN_THE_WAY_MAX = 100;

  private final DataSource database;
  private final Writer writer;
  private final HeadOffice headOffice;
  private final int portionRows;
  private final Predicate<Duration> isStoppedAfter;

  /**
   * Follows this head office.
   *
   * @param isStoppedAfter rests for so long, and says whether the program is stopping
   */
  FollowOnce(
      DataSource database,
      Writer writer,
      HeadOffice headOffice,
      int portionRows,
      Predicate<Duration> isStoppedAfter) {
    this.database = database;
    this.writer = writer;
    this.headOffice = headOffice;
    this.portionRows = portionRows;
    this.isStoppedAfter = isStoppedAfter;
  }

  /**
   * Goes through it.
   *
   * @throws IOException when head office gives no answer; what was taken in until then stays
   */
  void round() throws IOException, SQLException {
    settleIfWhole(); // what the round before did not come to
    LayersAnswer heads = headOffice.heads(standing());
    for (LayersAnswer.LayerHead head : heads.layers()) {
      if (Layer.OF_HEAD_OFFICE.contains(head.layer())) {
        follow(head);
      }
    }
    settleIfWhole();
  }

  private void follow(LayersAnswer.LayerHead head) throws IOException, SQLException {
    FollowState state = of(head.layer());
    if (state.isWhole() && state.known().equals(Optional.of(head.known()))) {
      return;
    }
    do {
      Optional<LayerPage> page = headOffice.page(head.layer(), state);
      if (page.isEmpty()) {
        LOG.infof("Head office's log of %s is another one now; it is read anew", head.scope());
        ask(new ForgetCursor(head.layer()));
      } else if (!take(head.layer(), page.get(), state)) {
        throw new IOException("head office's page does not continue what this store holds");
      }
      state = of(head.layer());
    } while (!state.isWhole() && !isStoppedAfter.test(Duration.ZERO));
  }

  private boolean take(Layer layer, LayerPage page, FollowState asked) throws IOException {
    ReadPage read;
    try {
      read = page.read(asked.known());
    } catch (IllegalArgumentException e) {
      throw new IOException("head office's page cannot be read: " + e.getMessage(), e);
    }
    read.unreadable()
        .forEach(name -> LOG.warnf("Head office's word on %s makes no sense here", name));
    return ask(new ApplyPage(layer, page.scope(), read));
  }

  /** Settles what is due, where every layer is whole; head office is not needed for it. */
  void settleIfWhole() throws SQLException {
    Map<Layer, FollowState> standing = standing();
    boolean isWhole =
        standing.size() == Layer.OF_HEAD_OFFICE.size()
            && standing.values().stream().allMatch(FollowState::isWhole);
    if (!isWhole && !writer.isFeedHeldBy(SettleDue.HOLDER)) {
      return;
    }
    List<Due> dues = Due.next(database, portionRows + 1);
    while (!dues.isEmpty()) {
      boolean isLast = dues.size() <= portionRows;
      List<Due> portion = isLast ? dues : dues.subList(0, portionRows);
      SettleDue.Outcome outcome = ask(new SettleDue(List.copyOf(portion), isLast, false));
      if (isStoppedAfter.test(outcome == SettleDue.Outcome.WAITS ? BUSY_REST : Duration.ZERO)) {
        return;
      }
      dues = Due.next(database, portionRows + 1);
    }
    if (writer.isFeedHeldBy(SettleDue.HOLDER)) {
      // What was left has gone with its items: no portion was the last.
      ask(new SettleDue(List.of(), true, false));
    }
  }

  private FollowState of(Layer layer) throws SQLException {
    return standing().getOrDefault(layer, FollowState.start());
  }

  private Map<Layer, FollowState> standing() throws SQLException {
    Map<Layer, FollowState> standing = new EnumMap<>(Layer.class);
    Cursors.all(database).forEach((layer, cursor) -> standing.put(layer, cursor.state()));
    return standing;
  }

  /**
   * Sales come first: when too much waits for the writer, this waits. So it does for a moment where
   * another program is in the way: terminals see nothing new until the last portion.
   */
  private <A> A ask(Command<A> command) {
    int inTheWay = 0;
    while (true) {
      try {
        return writer.ask(command);
      } catch (ProblemException e) {
        boolean isAgain =
            e.code() == ProblemCode.TOO_MANY_REQUESTS
                || (e.code() == ProblemCode.NOT_AVAILABLE && ++inTheWay <= IN_THE_WAY_MAX);
        if (!isAgain || isStoppedAfter.test(BUSY_REST)) {
          throw e;
        }
      }
    }
  }
}
