package io.tillstream.endtoend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.tier.Broker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What head office says to all stores, each with the moment at which it was said: after the
 * envelope was booked and on disk. So nothing has to be asked of head office while it is measured.
 * One thread.
 */
final class HeardStandings implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "tillstream.store-standing";
  private static final Duration LISTEN = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Applied> applied = new ArrayList<>();
  private final Set<ChainStores.Place> known = new HashSet<>();

  private HeardStandings(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * An envelope is in the books.
   *
   * @param place which one
   * @param millis when head office said so
   */
  record Applied(ChainStores.Place place, long millis) {}

  /** From the first that was said. */
  static HeardStandings at(Broker broker) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.address(), "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, Broker.PARTITIONS).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return new HeardStandings(consumer);
  }

  /**
   * Listens until so many envelopes are booked.
   *
   * @param meanwhile done several times a second
   * @throws IOException when an envelope was not taken, or it takes too long
   */
  void await(int count, Duration within, Runnable meanwhile) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    while (applied.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "after %d s only %d of %d envelopes are in head office's books"
                .formatted(within.toSeconds(), applied.size(), count));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LISTEN)) {
        hear(record);
      }
      meanwhile.run();
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) throws IOException {
    JsonNode said = JSON.readTree(record.value());
    switch (said.path("outcome").asText()) {
      // A duplicate was taken again when its partition went to another thread.
      case "APPLIED", "DUPLICATE" -> {
        ChainStores.Place place =
            new ChainStores.Place(said.path("store").asText(), said.path("from").asLong());
        if (known.add(place)) {
          applied.add(new Applied(place, record.timestamp()));
        }
      }
      default -> throw new IOException("head office did not take an envelope: " + said);
    }
  }

  /** How many envelopes are booked, as far as was heard. */
  int count() {
    return applied.size();
  }

  /** Those after the first so many, in the order of time. */
  List<Applied> after(int first) {
    List<Applied> inOrder = new ArrayList<>(applied);
    inOrder.sort(Comparator.comparingLong(Applied::millis));
    return List.copyOf(inOrder.subList(first, inOrder.size()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
