package io.tillstream.store.uplink;

import io.tillstream.platform.schema.Schemas;
import io.tillstream.platform.security.Credential;
import io.tillstream.platform.security.Seal;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.store.H2Books;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A broker in a few lines, and behind it a head office that looks when it is told to. */
final class ABroker implements Carrier {

  private final Deque<Carried> topic = new ArrayDeque<>();
  private final List<ChainedRecord> held = new ArrayList<>();
  private Watermark standing = Watermark.START;
  private boolean isAway;
  private boolean isParked;
  private int questions;
  private volatile Words words;

  private record Carried(ChainedBatch batch, String incarnation) {}

  @Override
  public void open(Words here) {
    words = here;
  }

  @Override
  public boolean bringsAnswers() {
    return false;
  }

  @Override
  public int envelopeBytesMax() {
    return 100_000;
  }

  @Override
  public synchronized Sent carry(ChainedBatch batch, String incarnation) {
    if (isAway) {
      return Sent.noAnswer("the broker takes nothing: nobody there");
    }
    questions += batch.records().isEmpty() ? 1 : 0;
    batch.records().forEach(record -> Schemas.check("fact", record.line()));
    topic.add(new Carried(batch, incarnation));
    return new Sent(new UploadAnswer.Standing(batch.to()), null, Duration.ZERO);
  }

  synchronized void goesAway() {
    isAway = true;
  }

  synchronized void comesBack() {
    isAway = false;
  }

  synchronized void losesWhatItHas() {
    topic.clear();
  }

  /** Head office parks the store, until it is told otherwise. */
  synchronized void parksTheStore(boolean parks) {
    isParked = parks;
  }

  synchronized int questions() {
    return questions;
  }

  /** How many facts wait, those that were sent twice counted twice. */
  synchronized int waiting() {
    return topic.stream().mapToInt(carried -> carried.batch().records().size()).sum();
  }

  synchronized List<Long> held() {
    return held.stream().map(ChainedRecord::position).toList();
  }

  synchronized Watermark standing() {
    return standing;
  }

  /** Head office goes back to an earlier watermark. */
  synchronized void fallsBackTo(Watermark watermark) {
    held.removeIf(fact -> fact.position() > watermark.position());
    standing = watermark;
  }

  /** Head office looks at everything that waits, and says where it stands. */
  void headOfficeLooks() throws InterruptedException {
    List<StoreStanding> said = new ArrayList<>();
    synchronized (this) {
      while (!topic.isEmpty()) {
        said.add(take(topic.removeFirst()));
      }
    }
    for (StoreStanding each : said) {
      words.come(each);
    }
  }

  /** As head office seals what it says to this store. */
  static StoreStanding sealed(StoreStanding standing) {
    return standing.with(Seal.of(Credential.hash(QuickWay.CREDENTIAL), standing.sealed()));
  }

  private StoreStanding take(Carried carried) {
    ChainedBatch batch = carried.batch();
    StandingOutcome outcome = StandingOutcome.PARKED;
    if (!isParked) {
      outcome =
          switch (Reception.of(standing, batch, Reception.History.ONLY_THE_WATERMARK)) {
            case Reception.Gap gap -> StandingOutcome.GAP;
            case Reception.Fork fork -> StandingOutcome.FORK;
            case Reception.Repeated repeated -> StandingOutcome.DUPLICATE;
            case Reception.Fresh(int firstNew) -> {
              held.addAll(batch.records().subList(firstNew, batch.records().size()));
              standing = batch.to();
              yield StandingOutcome.APPLIED;
            }
          };
    }
    return sealed(
        new StoreStanding(
            Protocol.VERSION,
            H2Books.SHOP.id().value(),
            carried.incarnation(),
            outcome,
            standing,
            batch.from().position(),
            isParked ? "record 1 cannot be applied" : null));
  }
}
