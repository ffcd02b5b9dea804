package io.tillstream.endtoend.bench;

import io.tillstream.endtoend.crowd.LightSeal;
import io.tillstream.endtoend.crowd.LightStore;
import io.tillstream.endtoend.tier.Broker;
import io.tillstream.endtoend.tier.HeadOffice;
import io.tillstream.protocol.identity.StoreId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Simulated stores that put their envelopes into the broker's topic, one after the other in turn:
 * sealed, compressed and keyed as a store server does it. One thread.
 */
final class ChainStores implements AutoCloseable {

  private static final String TOPIC = "tillstream.store-facts";
  private static final int LINES = 3; // of each sale

  private record Member(LightStore store, String credential) {}

  private final List<Member> members;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> onTheWay = new ArrayList<>();
  private final Map<Place, Long> put = new HashMap<>();
  private int next;

  private ChainStores(List<Member> members, KafkaProducer<byte[], byte[]> producer) {
    this.members = members;
    this.producer = producer;
  }

  /**
   * Where an envelope begins.
   *
   * @param store whose
   * @param from its position
   */
  record Place(String store, long from) {}

  /** Makes so many known to head office, which has to be up. */
  static ChainStores register(HeadOffice headOffice, Broker broker, int count) throws IOException {
    List<Member> members = new ArrayList<>(count);
    for (int s = 1; s <= count; s++) {
      StoreId id = new StoreId("C" + s);
      members.add(new Member(new LightStore(id, "life-of-" + id), headOffice.register(id)));
    }
    return new ChainStores(
        members,
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.address(),
                "acks",
                "all",
                "linger.ms",
                0,
                "compression.type",
                "zstd"),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /** The next store in turn makes an envelope of so many sales and hands it over. */
  void puts(int sales) {
    Member member = members.get(next);
    next = (next + 1) % members.size();
    String name = member.store().id().value();
    long from = member.store().head().position();
    byte[] envelope = member.store().sellsGoods(sales, LINES);
    put.put(new Place(name, from), System.currentTimeMillis());
    onTheWay.add(producer.send(LightSeal.sealed(TOPIC, name, envelope, member.credential())));
  }

  /** Returns when the broker has all of it. */
  void flush() throws IOException, InterruptedException {
    producer.flush();
    try {
      for (Future<RecordMetadata> each : onTheWay) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the broker did not take an envelope", e.getCause());
    }
    onTheWay.clear();
  }

  /** When an envelope was handed over, milliseconds of the clock. */
  long putMillis(Place place) {
    return put.get(place);
  }

  @Override
  public void close() {
    producer.close();
  }
}
