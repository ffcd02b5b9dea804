package io.tillstream.headoffice.feed;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import io.tillstream.protocol.wire.Protocol;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;

/**
 * A Kafka broker's topic, its first partition: one partition is what keeps the order of all stores,
 * as the feed has it (ADR 15). The client is told itself and not through the channel's emitter: the
 * connector tries a message again by itself after those that follow it, and their order would be
 * lost. For one thread.
 */
@Singleton
class BrokersTopic implements FeedTopic {

  private static final String CHANNEL = "feed-facts";
  private static final int PARTITION = 0;

  // Longer than the client itself tries (application.properties), so that two never wait at once.
  private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(3);

  private final KafkaClientService clients;
  private final Instance<MutinyEmitter<byte[]>> channel;
  private final String topic;

  /**
   * Over this channel.
   *
   * @param channel is not there at all where no broker is wanted
   */
  BrokersTopic(
      KafkaClientService clients,
      @Channel(CHANNEL) Instance<MutinyEmitter<byte[]>> channel,
      FeedTopicConfig config) {
    this.clients = clients;
    this.channel = channel;
    this.topic = config.topic();
  }

  @Override
  public void tell(List<Message> messages) {
    try {
      client()
          .runOnSendingThread((Producer<String, byte[]> producer) -> tell(producer, messages))
          .await()
          .atMost(GIVEN_UP_AFTER);
    } catch (RuntimeException e) {
      throw new Away("the broker takes nothing: " + root(e).getMessage(), e);
    }
  }

  private KafkaProducer<String, byte[]> client() {
    KafkaProducer<String, byte[]> client =
        channel.isResolvable() ? clients.getProducer(CHANNEL) : null;
    if (client == null) {
      throw new IllegalStateException("the channel is closed");
    }
    return client;
  }

  /** The first that the client does not take is the last: what comes after it is told after it. */
  private List<RecordMetadata> tell(Producer<String, byte[]> producer, List<Message> messages) {
    List<Future<RecordMetadata>> onTheWay = new ArrayList<>(messages.size());
    RuntimeException refused = null;
    for (Message message : messages) {
      try {
        onTheWay.add(producer.send(record(message)));
      } catch (RuntimeException e) {
        refused = e;
        break;
      }
    }
    // Each is waited for, also behind one that failed: nothing of it is left in the client's
    // memory.
    List<RecordMetadata> kept = new ArrayList<>(messages.size());
    for (Future<RecordMetadata> each : onTheWay) {
      try {
        kept.add(each.get());
      } catch (ExecutionException e) {
        refused = new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("head office stops", e);
      }
    }
    if (refused != null) {
      throw refused;
    }
    return kept;
  }

  private ProducerRecord<String, byte[]> record(Message message) {
    return new ProducerRecord<>(
        topic,
        PARTITION,
        message.store().value(),
        message.line(),
        new RecordHeaders()
            .add(Protocol.FEED_CURSOR_HEADER, ascii(message.cursor()))
            .add(Protocol.FEED_FACT_HEADER, ascii(message.number() + "/" + message.of())));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
