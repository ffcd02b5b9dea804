package io.tillstream.headoffice.inbox;

import io.tillstream.headoffice.database.Database;
import io.tillstream.platform.security.Credential;
import io.tillstream.platform.security.Seal;
import io.tillstream.protocol.wire.Protocol;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** What the broker hands to head office at once, without a broker. */
@Singleton
public class APoll {

  private static final TopicPartition PARTITION = new TopicPartition("facts", 0);

  private final TakeFromBroker channel;
  private final CheckSeal seals;
  private final Clock clock;

  APoll(TakeFromBroker channel, CheckSeal seals, Clock clock) {
    this.channel = channel;
    this.seals = seals;
    this.clock = clock;
  }

  /** An envelope in the topic. */
  public static final class Sent {

    private final String key;
    private final String credential;
    private final byte[] envelope;

    /**
     * As somebody put it there.
     *
     * @param key the store's name, or whatever somebody wrote
     * @param credential by which it is sealed
     */
    public Sent(String key, String credential, byte[] envelope) {
      this.key = key;
      this.credential = credential;
      this.envelope = envelope;
    }

    private ConsumerRecord<String, byte[]> at(long offset) {
      RecordHeaders headers = new RecordHeaders();
      if (envelope != null) {
        String seal = Seal.of(Credential.hash(credential), envelope);
        headers.add(Protocol.SEAL_HEADER, seal.getBytes(StandardCharsets.US_ASCII));
      }
      return new ConsumerRecord<>(
          PARTITION.topic(),
          PARTITION.partition(),
          offset,
          0,
          TimestampType.CREATE_TIME,
          -1,
          -1,
          key,
          envelope,
          headers,
          Optional.empty());
    }
  }

  /** Head office takes all of it, and returns when the offset would move. */
  public void brings(List<Sent> sent) {
    channel
        .take(new ConsumerRecords<>(Map.of(PARTITION, records(sent)), Map.of()))
        .await()
        .indefinitely();
  }

  /**
   * A process over this database books all of it in one transaction.
   *
   * @return what each came to, in words
   */
  public List<String> booksAsOne(Database database, List<Sent> sent) throws SQLException {
    List<Envelope> envelopes = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records(sent)) {
      envelopes.add(seals.read((CheckSeal.Sender.Known) seals.senderOf(record)));
    }
    List<String> outcomes = new ArrayList<>();
    new ReceiveEnvelope(database, clock)
        .receiveAsOne(envelopes)
        .forEach(each -> outcomes.add(each.receipt().getClass().getSimpleName()));
    return outcomes;
  }

  private static List<ConsumerRecord<String, byte[]>> records(List<Sent> sent) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    sent.forEach(each -> records.add(each.at(records.size())));
    return records;
  }
}
