package io.tillstream.protocol.simulation;

import io.tillstream.protocol.download.Cursor;
import java.util.Objects;

/** I3: a terminal at checkpoint k shows exactly what the store's reference data were at k. */
final class CheckpointIsComplete extends Invariant {

  CheckpointIsComplete() {
    super("I3", "a checkpoint is complete");
  }

  @Override
  void afterStep(Shop shop) {
    if (!(shop.world().touched() instanceof Agent agent)) {
      return;
    }
    Replica replica = agent.terminal().replica();
    Cursor cursor = replica.cursor();
    if (cursor.incarnation() == null) {
      return;
    }
    Chronicle.Timeline timeline = shop.world().chronicle().timelines.get(cursor.incarnation());
    Chronicle.Published then = timeline == null ? null : timeline.states.get(cursor.seq());
    require(
        then != null && Objects.equals(then.reference(), replica.reference()),
        () ->
            agent.terminal()
                + " shows at "
                + cursor
                + " "
                + replica.reference()
                + ", the store had "
                + (then == null ? "no checkpoint there" : then.reference()));
  }
}
