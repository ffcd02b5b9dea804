package io.tillstream.endtoend.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.endtoend.crowd.LightSeal;
import io.tillstream.endtoend.tier.Broker;
import io.tillstream.platform.schema.Schemas;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Whoever can write into the topic of facts, and read what head office says, also to replication
 * jobs.
 */
public final class Topic implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FACTS = "tillstream.store-facts";
  private static final String STANDINGS = "tillstream.store-standing";
  private static final String FEED = "tillstream.feed";

  private final String address;
  private final KafkaProducer<byte[], byte[]> producer;

  private Topic(Broker broker) {
    address = broker.address();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** At this broker. */
  public static Topic at(Broker broker) {
    return new Topic(broker);
  }

  /** Puts something in, under a name, and returns when the broker has it. */
  public void put(String name, byte[] value) throws InterruptedException, ExecutionException {
    producer.send(record(name, value)).get();
  }

  /** The same, with the seal of a store's credential. */
  public void put(String name, byte[] value, String credential)
      throws InterruptedException, ExecutionException {
    producer.send(LightSeal.sealed(FACTS, name, value, credential)).get();
  }

  /** Holds the envelopes of a store, sealed by whomever, against docs/schema; how many they are. */
  public int checkEnvelopes(String store) {
    int envelopes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records(FACTS, store)) {
      boolean isSealed = record.headers().lastHeader(Protocol.SEAL_HEADER) != null;
      if (record.key() != null && store.equals(text(record.key())) && isSealed) {
        Schemas.checkLines("stream-header", "fact", record.value());
        envelopes++;
      }
    }
    return envelopes;
  }

  /** What head office has said of a store, in the order in which it said it. */
  public List<JsonNode> standings(String store) throws IOException {
    List<JsonNode> said = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(STANDINGS, store)) {
      if (store.equals(text(record.key()))) {
        Schemas.check("store-standing", record.value());
        said.add(JSON.readTree(record.value()));
      }
    }
    return said;
  }

  /**
   * A fact as replication jobs are told it.
   *
   * @param position of the feed
   * @param number which fact of the position
   * @param of how many it has
   */
  public record FeedRecord(long position, int number, int of, String line) {}

  /** What replication jobs are told, in the order in which it was. */
  public List<FeedRecord> feed() throws IOException {
    List<FeedRecord> told = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(FEED, null)) {
      JsonNode value = JSON.readTree(record.value());
      ObjectNode headers = JSON.createObjectNode();
      record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
      ObjectNode whole = JSON.createObjectNode().put("key", text(record.key()));
      whole.set("headers", headers);
      whole.set("value", value);
      Schemas.check("feed-record", JSON.writeValueAsBytes(whole));
      if (!value.path("store").asText().equals(text(record.key()))) {
        throw new AssertionError("the key is not the store: " + whole);
      }
      String[] place = headers.path(Protocol.FEED_FACT_HEADER).asText().split("/", -1);
      told.add(
          new FeedRecord(
              value.path("position").asLong(),
              Integer.parseInt(place[0]),
              Integer.parseInt(place[1]),
              text(record.value())));
    }
    return told;
  }

  /** All records of the partition to which a name leads; of the first, without one. */
  private List<ConsumerRecord<byte[], byte[]>> records(String topic, String name) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      int number = name == null ? 0 : partition(name, consumer.partitionsFor(topic).size());
      TopicPartition partition = new TopicPartition(topic, number);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Where a store's name leads to. */
  public static int partition(String store, int partitions) {
    return Utils.toPositive(Utils.murmur2(store.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private static ProducerRecord<byte[], byte[]> record(String name, byte[] value) {
    byte[] key = name == null ? null : name.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(FACTS, key, value);
  }

  @Override
  public void close() {
    producer.close();
  }
}
