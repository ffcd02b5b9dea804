package io.tillstream.protocol.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * I18: a store whose database went back serves nobody under its old incarnation. Of several backups
 * that are put back before it serves again, the last one counts.
 */
final class RestoredStoreBeginsAnew extends Invariant {

  private final List<Chronicle.Restore> open = new ArrayList<>();
  private int restores;

  RestoredStoreBeginsAnew() {
    super("I18", "a restored store begins a new incarnation");
  }

  @Override
  void afterStep(Shop shop) {
    Chronicle chronicle = shop.world().chronicle();
    for (; restores < chronicle.restores.size(); restores++) {
      Chronicle.Restore restore = chronicle.restores.get(restores);
      open.removeIf(earlier -> earlier.store() == restore.store());
      if (restore.before() != null && restore.before().seq() > restore.seq()) {
        open.add(restore);
      }
    }
    open.removeIf(
        restore -> {
          boolean serves = restore.store().programs().stream().anyMatch(StoreProgram::isServing);
          if (serves) {
            require(
                !restore.store().books().incarnation.equals(restore.before().incarnation()),
                () -> restore.store() + " went back and goes on as " + restore.before());
          }
          return serves;
        });
  }
}
