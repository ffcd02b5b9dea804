package io.tillstream.store.uplink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

/**
 * Hears where head office says that this store stands. It reads the one partition that the store's
 * name leads to and belongs to no group: thousands of stores cost the broker no rebalancing, and
 * each of them the words of its partition only. A partition that is added changes where the name
 * leads to. One thread of its own.
 */
final class HearStandings {

  private static final Logger LOG = Logger.getLogger(HearStandings.class);
  private static final Duration POLL = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(10);
  // Of all stores in the partition: some 300 KB, whatever the broker keeps.
  private static final long RECENT_MAX = 1_000;

  private final Map<String, Object> client;
  private final String topic;
  private final byte[] key;
  private final ObjectReader json;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Consumer<byte[], byte[]> following;
  private Thread thread;

  /**
   * Of a store.
   *
   * @param client how to reach the broker, as Kafka names it
   */
  HearStandings(Map<String, Object> client, String topic, StoreId store, ObjectMapper json) {
    this.client = Map.copyOf(client);
    this.topic = topic;
    key = store.value().getBytes(StandardCharsets.UTF_8);
    this.json = json.readerFor(StoreStanding.class);
  }

  void start(Words words) {
    thread = new Thread(() -> work(words), "standings");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    stopping.countDown();
    Consumer<byte[], byte[]> now = following;
    if (now != null) {
      now.wakeup();
    }
  }

  private void work(Words words) {
    while (stopping.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        following = consumer;
        follow(consumer, words);
      } catch (WakeupException e) {
        LOG.debug("The standings are heard no more");
      } catch (KafkaException e) {
        LOG.debugf(e, "The standings cannot be heard");
        rest();
      } catch (InterruptedException e) {
        return; // nobody interrupts this thread but the end of the program
      }
    }
  }

  private void rest() {
    try {
      if (stopping.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The standings are heard no more");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer, Words words) throws InterruptedException {
    int partitions = consumer.partitionsFor(topic).size();
    if (partitions == 0) {
      rest();
      return;
    }
    TopicPartition mine =
        new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions);
    consumer.assign(List.of(mine));
    long head = consumer.endOffsets(List.of(mine)).get(mine);
    long first = consumer.beginningOffsets(List.of(mine)).get(mine);
    consumer.seek(mine, Math.max(first, head - RECENT_MAX));
    tell(lastBefore(consumer, mine, head), words);
    while (stopping.getCount() > 0 && consumer.partitionsFor(topic).size() == partitions) {
      tell(read(consumer), words);
    }
  }

  /**
   * Of the past only the last word counts; where that is long past, the store's first question
   * brings another.
   */
  private List<StoreStanding> lastBefore(
      Consumer<byte[], byte[]> consumer, TopicPartition mine, long head) {
    List<StoreStanding> last = List.of();
    while (stopping.getCount() > 0 && consumer.position(mine) < head) {
      List<StoreStanding> next = read(consumer);
      last = next.isEmpty() ? last : List.of(next.getLast());
    }
    return last;
  }

  private List<StoreStanding> read(Consumer<byte[], byte[]> consumer) {
    List<StoreStanding> mine = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.value() != null && Arrays.equals(key, record.key())) {
        parsed(record, mine);
      }
    }
    return mine;
  }

  private void parsed(ConsumerRecord<byte[], byte[]> record, List<StoreStanding> mine) {
    try {
      StoreStanding said = json.readValue(record.value());
      if (said.store() == null
          || said.incarnation() == null
          || said.outcome() == null
          || said.watermark() == null) {
        throw new IOException("a part of it is missing");
      }
      boolean saysTheSame = !mine.isEmpty() && isProgress(mine.getLast()) && isProgress(said);
      if (saysTheSame && mine.getLast().incarnation().equals(said.incarnation())) {
        mine.removeLast(); // what it says is in the later one
      }
      mine.add(said);
    } catch (IOException e) {
      LOG.warnf("A standing at %d cannot be read: %s", (Object) record.offset(), e.getMessage());
    }
  }

  private static boolean isProgress(StoreStanding said) {
    return said.outcome() == StandingOutcome.APPLIED || said.outcome() == StandingOutcome.DUPLICATE;
  }

  private static void tell(List<StoreStanding> said, Words words) throws InterruptedException {
    for (StoreStanding standing : said) {
      words.come(standing);
    }
  }
}
