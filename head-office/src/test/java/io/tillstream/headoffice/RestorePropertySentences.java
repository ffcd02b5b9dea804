package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a store had delivered when its database was restored, however often, and in whatever
 * order its documents come again under other lives of its log: head office holds and books each
 * once (I2, I18).
 */
abstract class RestorePropertySentences {

  private static final SortedMap<Integer, Boolean> MOVES = new TreeMap<>(Map.of(0, true));
  private static final int DOCUMENTS = 24;
  private static final int LIVES = 3;

  /** A document, and whether the store has to decide on it. */
  private record Made(ATerminal.Made document, boolean isOpen) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyDocumentIsHeldAndBookedOnceOverManyLives(long seed) {
    Random random = new Random(seed);
    AStore store = aStore();
    List<List<Made>> streams = new ArrayList<>();
    long units = 0;
    for (String name : List.of("T1", "T2", "STORE")) {
      ATerminal terminal = store.terminal(name);
      List<Made> stream = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS / 3; i++) {
        boolean open = !name.equals("STORE") && random.nextInt(4) == 0;
        stream.add(new Made(open ? terminal.sellsUnknown("A", 1) : terminal.sells("A", 1), open));
        units++;
      }
      streams.add(stream);
    }

    for (int life = 1; life <= LIVES; life++) {
      boolean last = life == LIVES;
      tellAgain(store, streams, last, random);
      deliverInPieces(store, random);
      if (!last) {
        store.beginsANewIncarnation();
      }
    }

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-" + units));
    Map<String, Object> counts = counts(store);
    assertThat(counts).containsEntry("parked", 0).containsEntry("collisions", 0);
    assertThat((int) counts.get("made") + (int) counts.get("own")).isEqualTo(DOCUMENTS);
  }

  /** One life of the log: all streams from their beginning, mixed, as far as this life gets. */
  private static void tellAgain(
      AStore store, List<List<Made>> streams, boolean toTheEnd, Random random) {
    List<Integer> told = new ArrayList<>(List.of(0, 0, 0));
    List<Made> waiting = new ArrayList<>();
    int left = toTheEnd ? DOCUMENTS : random.nextInt(DOCUMENTS);
    while (left > 0) {
      int which = random.nextInt(streams.size());
      int at = told.get(which);
      if (at < streams.get(which).size()) {
        told.set(which, at + 1);
        left--;
        tell(store, streams.get(which).get(at), random.nextBoolean(), waiting);
      }
      if (!waiting.isEmpty() && random.nextInt(3) == 0) {
        store.releases(waiting.removeFirst().document().key(), MOVES);
      }
    }
    if (toTheEnd) {
      waiting.forEach(made -> store.releases(made.document().key(), MOVES));
    }
  }

  private static void tell(AStore store, Made made, boolean isKnown, List<Made> waiting) {
    if (!made.isOpen()) {
      store.accepts(made.document());
    } else if (isKnown) {
      store.accepts(made.document(), MOVES);
    } else {
      store.parks(made.document(), "A");
      waiting.add(made);
    }
  }

  /** In pieces of any length, some of them twice or from further back. */
  private static void deliverInPieces(AStore store, Random random) {
    long end = store.watermark().position();
    long reached = 0;
    while (reached < end) {
      long from = random.nextInt(3) == 0 ? random.nextLong(reached + 1) : reached;
      long to = Math.min(end, reached + 1 + random.nextInt(6));
      byte[] envelope = store.envelope(from, to);
      store.delivers(envelope).statusCode(200);
      if (random.nextInt(4) == 0) {
        store.delivers(envelope).statusCode(200);
      }
      reached = to;
    }
  }

  @SuppressWarnings("unchecked") // JSON
  private static Map<String, Object> counts(AStore store) {
    return (Map<String, Object>) HeadOffice.status(store).get("documents");
  }
}
