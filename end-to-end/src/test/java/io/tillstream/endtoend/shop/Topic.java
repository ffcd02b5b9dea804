package io.tillstream.endtoend.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.endtoend.crowd.LightSeal;
import io.tillstream.endtoend.tier.Broker;
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

/** Whoever can write into the topic of facts, and read what head office says. */
public final class Topic implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FACTS = "tillstream.store-facts";
  private static final String STANDINGS = "tillstream.store-standing";

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

  /** What head office has said of a store, in the order in which it said it. */
  public List<JsonNode> standings(String store) throws IOException {
    List<JsonNode> said = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition =
          new TopicPartition(STANDINGS, partition(store, consumer.partitionsFor(STANDINGS).size()));
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (store.equals(new String(record.key(), StandardCharsets.UTF_8))) {
            said.add(JSON.readTree(record.value()));
          }
        }
      }
    }
    return said;
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
