package io.tillstream.headoffice.inbox;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Tells the broker every second how far one consumer has come. An offset saves work and decides
 * nothing: what the broker could not be told is taken again by whoever has the partition next, and
 * the watermark makes it a duplicate (I2). So nothing is asked of the broker here, and nothing that
 * it fails to do is a failure. (SmallRye's own strategy asks it for the last offset at the first
 * envelope of each partition, and when no answer comes, the channel ends for good.)
 *
 * <p>Envelopes of one consumer are taken one after the other, so the last of a partition stands for
 * all before it. Thread-safe.
 */
final class TellOffsets implements KafkaCommitHandler {

  /** As {@code application.properties} calls it. */
  static final String STRATEGY = "tell-offsets";

  private static final Logger LOG = Logger.getLogger(TellOffsets.class);
  private static final long EVERY_MILLIS = 1_000;
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(3); // others wait

  private final Vertx vertx;
  private final KafkaConsumer<?, ?> consumer;
  private final long timer;
  private final Set<TopicPartition> ours = new HashSet<>(); // guarded by this
  private final Map<TopicPartition, Long> untold = new HashMap<>(); // the next one; guarded by this

  TellOffsets(Vertx vertx, KafkaConsumer<?, ?> consumer) {
    this.vertx = vertx;
    this.consumer = consumer;
    timer = vertx.setPeriodic(EVERY_MILLIS, id -> tell());
  }

  /** Makes one for each consumer. */
  @Singleton
  @Identifier(STRATEGY)
  static final class OfEachConsumer implements Factory {
    @Override
    public KafkaCommitHandler create(
        KafkaConnectorIncomingConfiguration config,
        Vertx vertx,
        KafkaConsumer<?, ?> consumer,
        BiConsumer<Throwable, Boolean> reportFailure) {
      return new TellOffsets(vertx, consumer);
    }
  }

  @Override
  public synchronized void partitionsAssigned(Collection<TopicPartition> partitions) {
    ours.addAll(partitions);
  }

  /** Called by the thread that polls; whoever gets them next begins at what is told now. */
  @Override
  public void partitionsRevoked(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> last = takenLeaving(partitions);
    if (!last.isEmpty()) {
      try {
        consumer.unwrap().commitSync(last, GIVEN_UP_AFTER);
      } catch (RuntimeException e) {
        LOG.debugf(e, "The last offsets are not told: %s", last);
      }
    }
  }

  @Override
  public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
    taken(new TopicPartition(record.getTopic(), record.getPartition()), record.getOffset());
    return Uni.createFrom().voidItem().runSubscriptionOn(record::runOnMessageContext);
  }

  @Override
  public void terminate(boolean graceful) {
    vertx.cancelTimer(timer);
    Map<TopicPartition, OffsetAndMetadata> last = allUntold();
    if (!last.isEmpty()) {
      try {
        consumer.commit(last).await().atMost(GIVEN_UP_AFTER);
      } catch (RuntimeException e) {
        LOG.debugf(e, "The last offsets are not told: %s", last);
      }
    }
  }

  private void tell() {
    Map<TopicPartition, OffsetAndMetadata> reached = allUntold();
    if (!reached.isEmpty()) {
      consumer
          .commitAsync(reached)
          .subscribe()
          .with(
              told -> {},
              failure -> {
                LOG.debugf(failure, "Offsets are told later: %s", reached);
                reached.forEach((partition, next) -> taken(partition, next.offset() - 1));
              });
    }
  }

  /** One whose partition is another process's by now is told by that one. */
  private synchronized void taken(TopicPartition partition, long offset) {
    if (ours.contains(partition)) {
      untold.merge(partition, offset + 1, Math::max);
    }
  }

  private synchronized Map<TopicPartition, OffsetAndMetadata> allUntold() {
    Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    untold.forEach((partition, next) -> reached.put(partition, new OffsetAndMetadata(next)));
    untold.clear();
    return reached;
  }

  private synchronized Map<TopicPartition, OffsetAndMetadata> takenLeaving(
      Collection<TopicPartition> partitions) {
    ours.removeAll(partitions);
    Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Long next = untold.remove(partition);
      if (next != null) {
        last.put(partition, new OffsetAndMetadata(next));
      }
    }
    return last;
  }
}
