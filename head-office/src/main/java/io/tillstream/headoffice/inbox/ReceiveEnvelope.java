package io.tillstream.headoffice.inbox;

import io.tillstream.headoffice.database.Database;
import io.tillstream.headoffice.feed.Added;
import io.tillstream.headoffice.feed.FeedOrder;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Applies an envelope exactly once: the store's watermark, its documents, movements and stock move
 * in one transaction (I2), and the receipt is given when that is on disk (I1).
 *
 * <p><b>A record that cannot be applied</b>, although its chain is right, was written by a store
 * that knows something this program does not, or that is broken. Skipping it would lose a fact;
 * refusing it for good would make the store send it forever unseen. So nothing of its envelope is
 * applied, the envelope is kept raw, and the store is parked: from then on its envelopes are
 * answered {@code store-parked} (503 with {@code Retry-After}; there is nothing for the store to
 * mend, it goes on selling and asks again later) until an administrator lets it resume, usually
 * after installing a newer version. Other stores are not delayed (I14).
 *
 * <p>Several processes may do this over one database: what one of them decides by is read and
 * written under the row of the store (the turnstile), never remembered. Thread-safe.
 */
@Singleton
class ReceiveEnvelope {

  private final Database database;
  private final Clock clock;

  ReceiveEnvelope(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Receives.
   *
   * @throws SQLException when the database fails; nothing was changed
   */
  Receipt receive(Envelope envelope) throws SQLException {
    try {
      return receiveAsOne(List.of(envelope)).getFirst().receipt();
    } catch (CannotApply fault) {
      return database.durably(connection -> park(connection, envelope, fault));
    }
  }

  /**
   * Parks the store of an envelope that the database takes at no time, though nothing is wrong with
   * it before that.
   *
   * @throws SQLException when the database does not take that either
   */
  Receipt park(Envelope envelope, SQLException fault) throws SQLException {
    long first = envelope.records().stream().findFirst().map(Incoming::seq).orElse(0L);
    CannotApply why =
        new CannotApply(
            first, "it, or one that follows it, does not fit in: " + fault.getMessage());
    return database.durably(connection -> park(connection, envelope, why));
  }

  /**
   * What one of several came to.
   *
   * @param envelope which one
   * @param receipt of it
   */
  record Received(Envelope envelope, Receipt receipt) {}

  /**
   * Receives several, all of them or none, on disk by one and the same write.
   *
   * <p>Turnstiles are held until the end, so they are passed in the order of the stores' names: two
   * processes that have some of the same stores, while partitions change hands, wait for each other
   * in turn and never in a circle.
   *
   * @param envelopes of any stores, those of one store in the order in which it sent them
   * @return what each came to, those of one store in the same order
   * @throws CannotApply when one of them cannot be applied; nothing was changed
   * @throws SQLException when the database fails; nothing was changed
   */
  List<Received> receiveAsOne(List<Envelope> envelopes) throws SQLException {
    List<Envelope> byStore = new ArrayList<>(envelopes);
    byStore.sort(Comparator.comparing(envelope -> envelope.store().value()));
    return database.durably(
        connection -> {
          List<Received> received = new ArrayList<>();
          List<Added> added = new ArrayList<>();
          for (Envelope envelope : byStore) {
            received.add(new Received(envelope, decide(connection, envelope, added)));
          }
          FeedOrder.append(connection, added); // I4: nothing else may come after it
          return received;
        });
  }

  private Receipt decide(Connection connection, Envelope envelope, List<Added> added)
      throws SQLException {
    if (!Turnstile.pass(connection, envelope.store(), clock.millis())) {
      return new Receipt.TurnedAway(standing(connection, envelope));
    }
    StoreStream stream = StoreStream.find(connection, envelope.store(), envelope.incarnation());
    boolean mayTake = AnnouncedLives.hear(connection, envelope, stream);
    Reception.History history = new ChainMemory(connection, stream).around(envelope.chain());
    return switch (Reception.of(stream.watermark(), envelope.chain(), history)) {
      case Reception.Gap gap -> new Receipt.Gap(gap.standing());
      case Reception.Repeated repeated -> new Receipt.Repeated(stream.watermark());
      case Reception.Fork fork -> {
        Turnstile.noteFork(connection, envelope.store(), clock.millis());
        yield new Receipt.Forked(stream.watermark());
      }
      case Reception.Fresh(int firstNew) ->
          mayTake
              ? apply(connection, envelope, stream, firstNew, added)
              : new Receipt.Gap(stream.watermark()); // to be said again from the beginning
    };
  }

  private Receipt apply(
      Connection connection, Envelope envelope, StoreStream stream, int firstNew, List<Added> added)
      throws SQLException {
    Consolidation consolidation = new Consolidation(new JdbcHeld(connection));
    for (Incoming record : envelope.records().subList(firstNew, envelope.records().size())) {
      consolidation.take(record);
    }
    long now = clock.millis();
    stream.moveTo(connection, envelope.chain().to(), now);
    new ChainMemory(connection, stream).remember(envelope.chain(), firstNew, now);
    new WriteConsolidation(connection, stream.ordinal(), now)
        .write(envelope.store(), consolidation);
    added.add(
        consolidation.added(
            envelope.store(),
            stream.ordinal(),
            stream.watermark().position(),
            envelope.chain().to().position()));
    return new Receipt.Applied(envelope.chain().to(), consolidation.documents().size());
  }

  private Receipt park(Connection connection, Envelope envelope, CannotApply fault)
      throws SQLException {
    long now = clock.millis();
    if (!Turnstile.pass(connection, envelope.store(), now)) {
      // The same envelope, sent twice at once, has parked it.
      return new Receipt.TurnedAway(standing(connection, envelope));
    }
    ParkEnvelope.park(connection, envelope, fault, now);
    return new Receipt.Parked(standing(connection, envelope), fault.seq(), fault.getMessage());
  }

  private static Watermark standing(Connection connection, Envelope envelope) throws SQLException {
    return StoreStream.find(connection, envelope.store(), envelope.incarnation()).watermark();
  }
}
