package io.tillstream.headoffice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.commit.KafkaThrottledLatestProcessedCommit;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import io.smallrye.reactive.messaging.kafka.impl.RuntimeKafkaSourceConfiguration;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I2, I14: a broker that goes away costs lag, at whatever moment it goes. */
class TellOffsetsTest {

  private static final TopicPartition OURS = new TopicPartition("facts", 3);
  private static final TopicPartition ANOTHERS = new TopicPartition("facts", 4);
  private static final Duration SOON = Duration.ofSeconds(20);

  private Vertx vertx;
  private Map<String, String> settings;
  private ReactiveKafkaConsumer<String, byte[]> consumer;

  @BeforeEach
  void listenToABrokerThatIsAway() throws IOException {
    vertx = Vertx.vertx();
    settings =
        Map.of(
            "channel-name", "facts",
            "bootstrap.servers", "127.0.0.1:" + portWhereNobodyListens(),
            "group.id", "head-office",
            "client.id", "facts-0",
            "key.deserializer", StringDeserializer.class.getName(),
            "value.deserializer", ByteArrayDeserializer.class.getName(),
            "enable.auto.commit", "false",
            "max.poll.records", "4",
            "default.api.timeout.ms", "300");
    consumer =
        new ReactiveKafkaConsumer<>(
            Map.copyOf(settings),
            null,
            null,
            new RuntimeKafkaSourceConfiguration("facts", true, 2, -1, true, 10, 4, 1_000),
            false,
            1_000,
            true,
            false,
            created -> {},
            (failure, fatal) -> {},
            vertx.getOrCreateContext().getDelegate());
  }

  @AfterEach
  void close() {
    consumer.close();
    vertx.closeAndAwait();
  }

  @Test
  void theFirstEnvelopeAfterAnAssignmentIsTakenThoughTheBrokerHasGoneAwayJustThen() {
    TellOffsets offsets = new TellOffsets(vertx, consumer);
    offsets.partitionsAssigned(List.of(OURS));
    IncomingKafkaRecord<String, byte[]> envelope = envelope(offsets, OURS, 7);

    assertThat(offsets.received(envelope).await().atMost(SOON)).isSameAs(envelope);
    offsets.handle(envelope).await().atMost(SOON);

    offsets.partitionsRevoked(List.of(OURS)); // cannot be told, and is no failure
    offsets.terminate(true);
  }

  @Test
  void withTheStrategyOfTheLibraryThatEnvelopeWouldEndTheChannel() {
    KafkaThrottledLatestProcessedCommit theirs =
        new KafkaThrottledLatestProcessedCommit.Factory()
            .create(
                new KafkaConnectorIncomingConfiguration(
                    new SmallRyeConfigBuilder().withDefaultValues(settings).build()),
                vertx,
                consumer,
                (failure, fatal) -> {});
    theirs.capture(vertx.getOrCreateContext());
    theirs.partitionsAssigned(List.of(OURS));

    assertThatThrownBy(() -> theirs.received(envelope(theirs, OURS, 7)).await().atMost(SOON))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void theBrokerIsToldWhatWasTakenAndNothingOfWhatBelongsToAnotherProcessByNow() {
    MockConsumer<String, byte[]> broker = new MockConsumer<>("earliest");
    broker.assign(List.of(OURS, ANOTHERS));
    consumer.injectClient(broker);
    TellOffsets offsets = new TellOffsets(vertx, consumer);
    offsets.partitionsAssigned(List.of(OURS, ANOTHERS));
    offsets.partitionsRevoked(List.of(ANOTHERS));

    offsets.handle(envelope(offsets, OURS, 8)).await().atMost(SOON);
    offsets.handle(envelope(offsets, OURS, 7)).await().atMost(SOON);
    offsets.handle(envelope(offsets, ANOTHERS, 9)).await().atMost(SOON);
    offsets.terminate(true);

    assertThat(broker.committed(Set.of(OURS, ANOTHERS)))
        .containsExactly(Map.entry(OURS, new OffsetAndMetadata(9)));
  }

  private static IncomingKafkaRecord<String, byte[]> envelope(
      KafkaCommitHandler offsets, TopicPartition partition, long offset) {
    return new IncomingKafkaRecord<>(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "S1", new byte[0]),
        "facts",
        0,
        offsets,
        null,
        false);
  }

  private static int portWhereNobodyListens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
