package io.tillstream.protocol.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * I2, I13, I15: a broker that loses, repeats and delays, a head office that is restored from
 * backups, files and other lines beside it: in the end head office holds every fact once, and
 * nothing was ever confirmed that it did not hold.
 */
class RelayPropertyTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final int STORIES = 3_000;
  private static final int FACTS = 60;

  @Test
  void everyFactArrivesOnceHoweverWordsAndEnvelopesAreLostAndRepeated() {
    for (long seed = 1; seed <= STORIES; seed++) {
      new Story(seed).runs();
    }
  }

  private static final class Story {

    private final long seed;
    private final Random chance;
    private final List<ChainedRecord> log = new ArrayList<>();
    private final List<Watermark> own = new ArrayList<>(List.of(Watermark.START));
    private final Deque<ChainedBatch> topic = new ArrayDeque<>();
    private final Deque<LateWord> words = new ArrayDeque<>();
    private final List<ChainedRecord> held = new ArrayList<>();
    private Watermark standing = Watermark.START;
    private long highest;
    private Relay relay = Relay.at(Watermark.START, Watermark.START);

    Story(long seed) {
      this.seed = seed;
      chance = new Random(seed);
      for (int seq = 1; seq <= FACTS; seq++) {
        byte[] line = ("fact " + seq).getBytes(StandardCharsets.UTF_8);
        log.add(new ChainedRecord(seq, line));
        Hash hash = own.get(seq - 1).hash().then(line);
        own.add(new Watermark(seq, hash));
      }
    }

    void runs() {
      for (int step = 0; step < 400; step++) {
        switch (chance.nextInt(12)) {
          case 0, 1, 2 -> sends();
          case 3, 4, 5 -> receives();
          case 6, 7, 8 -> hears();
          case 9 -> somethingGoesWrong();
          case 10 -> takesWhatCameAnotherWay();
          default -> asks();
        }
        // I13; head office itself may lose, when it is restored from a backup, what it had
        // confirmed.
        assertThat(relay.confirmed().position()).as("seed %d", seed).isLessThanOrEqualTo(highest);
      }
      for (int step = 0; step < 40 * FACTS && !isDone(); step++) {
        asks();
        receivesAll();
        hearsAll();
        sends();
        receivesAll();
        hearsAll();
      }
      assertThat(relay.confirmed()).as("seed %d", seed).isEqualTo(own.get(FACTS));
      assertThat(held).as("seed %d", seed).isEqualTo(log);
    }

    private boolean isDone() {
      return relay.confirmed().position() == FACTS && standing.position() == FACTS;
    }

    private void sends() {
      if (relay.carried() instanceof UploadState.Resting resting) {
        relay = relay.taken(resting.rested());
      }
      long from = relay.carried().acknowledged().position();
      long to = Math.min(FACTS, from + 1 + chance.nextInt(9));
      if (from < to) {
        ChainedBatch batch = batch(from, to);
        topic.add(batch);
        relay = relay.taken(new UploadState.Ready(batch.to()));
      }
    }

    private void asks() {
      long here = relay.carried().acknowledged().position();
      topic.add(batch(here, here));
    }

    private ChainedBatch batch(long from, long to) {
      return ChainedBatch.after(own.get((int) from), log.subList((int) from, (int) to), to);
    }

    private void receives() {
      ChainedBatch batch = topic.poll();
      if (batch != null) {
        words.add(apply(batch));
      }
    }

    private LateWord apply(ChainedBatch batch) {
      Reception reception =
          Reception.of(standing, batch, (position, offered) -> own.get((int) position).hash());
      return switch (reception) {
        case Reception.Fresh(int firstNew) -> {
          held.addAll(batch.records().subList(firstNew, batch.records().size()));
          standing = batch.to();
          highest = Math.max(highest, standing.position());
          yield new LateWord.Holds(standing);
        }
        case Reception.Repeated repeated -> new LateWord.Holds(standing);
        case Reception.Gap gap -> new LateWord.Misses(standing, batch.from().position());
        case Reception.Fork fork -> throw new AssertionError("seed " + seed + ": " + batch);
      };
    }

    private void hears() {
      LateWord word = words.poll();
      if (word != null) {
        relay =
            relay.heard(
                word, own.get((int) word.standing().position()), BACKOFF, chance.nextInt(1001));
      }
    }

    private void somethingGoesWrong() {
      switch (chance.nextInt(6)) {
        case 0 -> topic.poll();
        case 1 -> words.poll();
        case 2 -> topic.addAll(List.copyOf(topic));
        case 3 -> words.addAll(List.copyOf(words));
        case 4 -> {
          standing = own.get(chance.nextInt((int) standing.position() + 1));
          held.removeIf(fact -> fact.position() > standing.position());
        }
        default -> relay = Relay.at(relay.confirmed(), relay.carried().acknowledged());
      }
    }

    private void takesWhatCameAnotherWay() {
      long from = chance.nextInt((int) standing.position() + 1);
      long to = Math.min(FACTS, from + chance.nextInt(12));
      LateWord word = apply(batch(from, to));
      if (chance.nextBoolean()) {
        words.add(word);
      }
    }

    private void receivesAll() {
      while (!topic.isEmpty()) {
        receives();
      }
    }

    private void hearsAll() {
      while (!words.isEmpty()) {
        hears();
      }
    }
  }
}
