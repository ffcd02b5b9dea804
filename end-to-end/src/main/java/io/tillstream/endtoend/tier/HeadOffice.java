package io.tillstream.endtoend.tier;

import io.tillstream.endtoend.program.Launch;
import io.tillstream.endtoend.program.Packaged;
import io.tillstream.endtoend.program.Programs;
import io.tillstream.protocol.identity.StoreId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Head office as a running program. Thread-safe. */
public final class HeadOffice extends Server {

  /** Not started yet; its database will lie in this directory. */
  public HeadOffice(Programs programs, Path data) throws IOException {
    super(programs, data);
  }

  @Override
  Launch launch() {
    return new Launch(
        "head office",
        Packaged.HEAD_OFFICE,
        settings("quarkus.http.port=" + open().port(), "tillstream.data=" + data()),
        Map.of(),
        List.of(),
        data().resolve("head-office.log"));
  }

  /**
   * It listens to a broker, and tells jobs its feed by way of it, too; they miss each other, and
   * meet again, sooner than usual.
   */
  public void listensTo(Broker broker) {
    set("tillstream.inbox.kafka.enabled", "true");
    set("kafka.bootstrap.servers", broker.address());
    set("kafka.reconnect.backoff.max.ms", "1000");
    set("mp.messaging.incoming.store-facts.session.timeout.ms", "6000");
    set("mp.messaging.incoming.store-facts.heartbeat.interval.ms", "1000");
  }

  /** Over the broker that it listens to it tells replication jobs its feed, too. */
  public void tellsTheFeed() {
    set("tillstream.feed.kafka.enabled", "true");
    set("tillstream.feed.kafka.rest-longest", "1s");
  }

  /** Makes a store known, and returns the store's credential. */
  public String register(StoreId store) throws IOException {
    return admin()
        .post("/api/stores", "{\"store\":\"%s\"}".formatted(store))
        .orRefused()
        .json()
        .path("credential")
        .asText();
  }
}
