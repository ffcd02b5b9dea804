package io.tillstream.protocol.downlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.RowName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever becomes of pages, of head office and of the store: both end with the same rows. */
class FollowLayerPropertyTest {

  private static final int HISTORIES = 2_000;
  private static final int STEPS = 120;

  @Test
  void anyOrderOfPagesRepeatedLateOrLostEndsInHeadOfficesCatalogue() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      new History(seed).run();
    }
  }

  @Test
  void rowsThatMayBeUsedAreHeadOfficesOfOneMoment() {
    ALayer office = ALayer.empty();
    Follower store = new Follower();
    for (int n = 1; n <= 40; n++) {
      office.write(new RowName("price", "I" + n), Optional.of(price("I" + n, n)));
    }
    while (!store.state.isWhole()) {
      // Head office writes between any two pages of the reading.
      office.write(new RowName("price", "I1"), Optional.of(price("I1", office.head())));
      store.ask(office, 3);
      if (store.state.isWhole()) {
        break;
      }
      assertThat(store.state.known().map(office::knows)).hasValue(true);
      if (office.head() > 60) {
        store.drain(office);
      }
    }
    assertThat(store.rows).isEqualTo(office.rowsAt(office.head()));
  }

  private static Entry price(String item, long tenThousandths) {
    return new Entry.Present(List.of(item, tenThousandths));
  }

  /** A store that applies pages to rows, as its database does in one transaction. */
  private static final class Follower {

    private FollowState state = FollowState.start();
    private Map<RowName, Entry> rows = new HashMap<>();

    void take(ReadPage page) {
      Optional<FollowState> next = state.accept(page.header());
      if (next.isEmpty()) {
        return;
      }
      page.changes(held(page))
          .forEach(
              (name, entry) -> {
                if (entry.isPresent()) {
                  rows.put(name, entry.get());
                } else {
                  rows.remove(name);
                }
              });
      state = next.get();
    }

    private Map<RowName, Entry> held(ReadPage page) {
      Map<RowName, Entry> held = new HashMap<>();
      rows.forEach(
          (name, entry) -> {
            boolean isAsked =
                page.header() instanceof LayerHeader.Buckets buckets
                    ? name.bucket() >= buckets.from() && name.bucket() <= buckets.to()
                    : page.rows().containsKey(name);
            if (isAsked) {
              held.put(name, entry);
            }
          });
      return held;
    }

    void ask(ALayer office, int size) {
      office.answer(state, size).ifPresentOrElse(this::take, () -> state = state.refused());
    }

    void drain(ALayer office) {
      for (int i = 0; i < 10_000; i++) {
        ask(office, 5);
        boolean isAtHead =
            state instanceof FollowState.Following following
                && following.isWhole()
                && following.after() == office.head();
        if (isAtHead) {
          return;
        }
      }
      throw new AssertionError("the store does not come to head office's head: " + state);
    }
  }

  private static final class History {

    private final int seed;
    private final Random random;
    private final Follower store = new Follower();
    private final List<ReadPage> onTheWay = new ArrayList<>();
    private final List<ALayer> officeBackups = new ArrayList<>();
    private ALayer office = ALayer.empty();
    private FollowState stateBackup = store.state;
    private Map<RowName, Entry> rowsBackup = Map.of();

    History(int seed) {
      this.seed = seed;
      random = new Random(seed);
    }

    void run() {
      officeBackups.add(office.copy());
      for (int step = 0; step < STEPS; step++) {
        step();
        assertOneMoment();
      }
      store.drain(office);
      assertThat(store.rows).as("seed %d", seed).isEqualTo(office.rowsAt(office.head()));
    }

    /** Rows that may be used are those of one moment, as long as head office knows of it. */
    private void assertOneMoment() {
      if (store.state instanceof FollowState.Following following
          && following.isWhole()
          && office.knows(following.newest())) {
        assertThat(store.rows).as("seed %d", seed).isEqualTo(office.rowsAt(following.after()));
      }
    }

    private void step() {
      switch (random.nextInt(14)) {
        case 0, 1, 2, 3 -> write();
        case 4, 5, 6 -> store.ask(office, 1 + random.nextInt(6));
        case 7 ->
            office.answer(store.state, 1 + random.nextInt(6)).ifPresent(onTheWay::add); // late
        case 8, 9 -> {
          if (!onTheWay.isEmpty()) {
            store.take(onTheWay.get(random.nextInt(onTheWay.size()))); // again, out of order
          }
        }
        case 10 -> officeBackups.add(office.copy());
        case 11 -> {
          if (random.nextInt(3) == 0) {
            office = officeBackups.get(random.nextInt(officeBackups.size())).copy();
          }
        }
        case 12 -> {
          stateBackup = store.state;
          rowsBackup = Map.copyOf(store.rows);
        }
        default -> rarely();
      }
    }

    private void rarely() {
      switch (random.nextInt(4)) {
        case 0 -> office.thinOut(random.nextInt(office.head() + 1));
        case 1 -> {
          store.state = stateBackup;
          store.rows = new HashMap<>(rowsBackup);
        }
        case 2 -> {
          if (random.nextInt(4) == 0) {
            office.beginAnew("life-" + random.nextInt(1_000));
          }
        }
        default -> store.state = store.state.refused();
      }
    }

    private void write() {
      String item = "I" + random.nextInt(12);
      RowName name = new RowName(random.nextBoolean() ? "price" : "setting", item);
      office.write(
          name,
          switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Entry.Withheld());
            default -> Optional.of(price(item, random.nextInt(5)));
          });
    }
  }
}
