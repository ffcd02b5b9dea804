package io.tillstream.store.uplink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.tillstream.store.shop.Shop;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Which carrier the settings ask for. What belongs to the others is never made. */
@Singleton
class ChooseCarrier {

  private static final int AFTER_THE_CHANNELS = Interceptor.Priority.LIBRARY_AFTER;
  private static final int OPEN_WITHIN_SECONDS = 30;

  private final UplinkConfig config;
  private final KafkaConfig kafka;
  private final Shop shop;
  private final ObjectMapper json;
  private final Instance<MutinyEmitter<byte[]>> topic;
  private final Instance<Map<String, Object>> broker;
  private final CountDownLatch open = new CountDownLatch(1);
  private MutinyEmitter<byte[]> opened; // of the uplink's thread

  ChooseCarrier(
      UplinkConfig config,
      KafkaConfig kafka,
      Shop shop,
      ObjectMapper json,
      @Channel("store-facts") Instance<MutinyEmitter<byte[]>> topic,
      @Identifier("default-kafka-broker") Instance<Map<String, Object>> broker) {
    this.config = config;
    this.kafka = kafka;
    this.shop = shop;
    this.json = json;
    this.topic = topic;
    this.broker = broker;
  }

  Optional<Carrier> carrier() {
    WriteEnvelope envelopes = new WriteEnvelope(json, shop.id());
    return switch (config.carrier()) {
      case HTTPS ->
          HeadOfficeLine.of(config).map(line -> new CarryByHttps(json, line, config, envelopes));
      case KAFKA ->
          Optional.of(
              new CarryByKafka(
                  this::openTopic,
                  standings(),
                  envelopes,
                  StoreSeal.of(config),
                  config.envelopeBytesMax()));
    };
  }

  /** Channels are opened after the books; the uplink's thread may be faster. */
  void channelsAreOpen(@Observes @Priority(AFTER_THE_CHANNELS) StartupEvent event) {
    open.countDown();
  }

  private MutinyEmitter<byte[]> openTopic() {
    if (opened == null) {
      try {
        if (!open.await(OPEN_WITHIN_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the program is still starting");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the program is stopping", e);
      }
      opened = topic.get();
    }
    return opened;
  }

  private HearStandings standings() {
    Map<String, Object> client = new HashMap<>(broker.get());
    client.putIfAbsent("bootstrap.servers", "localhost:9092");
    client.put("client.id", "tillstream-" + shop.id() + "-standings");
    client.put("enable.auto.commit", "false");
    client.put("auto.offset.reset", "earliest");
    client.put("allow.auto.create.topics", "false");
    // An hour without a broker is no reason to knock more often.
    client.putIfAbsent("reconnect.backoff.max.ms", "10000");
    return new HearStandings(client, kafka.standingTopic(), shop.id(), json);
  }
}
