package io.tillstream.store.uplink;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Hands envelopes over to a message broker: the store's own key, so that all of them stay in their
 * order. Each is awaited; while the broker is away nothing is gathered here, the facts wait in the
 * books. Used by the uplink's thread alone.
 */
final class CarryByKafka implements Carrier {

  private static final Logger LOG = Logger.getLogger(CarryByKafka.class);

  /**
   * The broker keeps whole envelopes, and a usual one takes a message of one megabyte after
   * compression.
   */
  private static final int ENVELOPE_BYTES_MAX = 1024 * 1024;

  // Longer than the client itself tries (application.properties), so that two never wait at once.
  private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(3);

  private final Supplier<MutinyEmitter<byte[]>> topic;
  private final HearStandings standings;
  private final WriteEnvelope envelopes;
  private final StoreSeal stamp;
  private final int envelopeBytesMax;

  /**
   * By way of this topic.
   *
   * @param topic waits until the program's channels are open
   */
  CarryByKafka(
      Supplier<MutinyEmitter<byte[]>> topic,
      HearStandings standings,
      WriteEnvelope envelopes,
      StoreSeal stamp,
      int envelopeBytesMax) {
    this.topic = topic;
    this.standings = standings;
    this.envelopes = envelopes;
    this.stamp = stamp;
    this.envelopeBytesMax = Math.min(envelopeBytesMax, ENVELOPE_BYTES_MAX);
  }

  @Override
  public void open(Words words) {
    standings.start(words);
  }

  @Override
  public void close() {
    standings.stop();
  }

  @Override
  public boolean bringsAnswers() {
    return false;
  }

  @Override
  public int envelopeBytesMax() {
    return envelopeBytesMax;
  }

  @Override
  public Sent carry(ChainedBatch batch, String incarnation) {
    try {
      topic
          .get()
          .sendMessage(sealed(envelopes.bytes(batch, incarnation)))
          .await()
          .atMost(GIVEN_UP_AFTER);
      return new Sent(new UploadAnswer.Standing(batch.to()), null, Duration.ZERO);
    } catch (TimeoutException e) {
      return Sent.noAnswer("the broker gives no answer");
    } catch (RuntimeException e) {
      LOG.debug("The broker did not take an envelope", e);
      return Sent.noAnswer("the broker takes nothing: " + root(e).getMessage());
    }
  }

  private Message<byte[]> sealed(byte[] envelope) {
    byte[] seal = stamp.on(envelope).getBytes(StandardCharsets.US_ASCII);
    return Message.of(envelope)
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(envelopes.store().value())
                .withHeaders(new RecordHeaders().add(Protocol.SEAL_HEADER, seal))
                .build());
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
