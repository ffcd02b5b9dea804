package io.tillstream.store.uplink;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.upload.Relay;
import io.tillstream.store.writer.Published;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How far the facts of the present life of the log have come on their way up, remembered and told.
 * Moved by the uplink's thread; may be asked from any.
 */
final class WayUp {

  private final Supplier<Published> books;
  private final ReadFacts facts;
  private final Confirmed confirmed;
  private final HeadOfficeProgress progress;
  private final OnTheWay onTheWay = new OnTheWay();
  private final AtomicLong factsConfirmed = new AtomicLong();
  private volatile Stand stand =
      new Stand(null, Relay.at(Watermark.START, Watermark.START)); // before it follows a life

  WayUp(
      Supplier<Published> books,
      ReadFacts facts,
      Confirmed confirmed,
      HeadOfficeProgress progress) {
    this.books = books;
    this.facts = facts;
    this.confirmed = confirmed;
    this.progress = progress;
  }

  /**
   * Where the facts of a life of the log stand.
   *
   * @param incarnation which life
   */
  record Stand(String incarnation, Relay relay) {

    Watermark confirmed() {
      return relay.confirmed();
    }

    Watermark carried() {
      return relay.carried().acknowledged();
    }
  }

  Stand stand() {
    return stand;
  }

  /** Goes on with this life of the log, where head office was last known to stand in it. */
  void follow(Published published) throws SQLException {
    Relay known = confirmed.load(published.incarnation());
    onTheWay.forget();
    recount(known.confirmed());
    stand = new Stand(published.incarnation(), known);
  }

  /** An envelope was handed over. */
  void handedOver(Envelope envelope) {
    if (!envelope.facts().records().isEmpty()) {
      onTheWay.add(envelope);
    }
  }

  /** Remembers where things stand now. */
  void moveTo(Relay next) throws SQLException {
    Stand before = stand;
    Stand now = new Stand(before.incarnation(), next);
    boolean isConfirmed = !now.confirmed().equals(before.confirmed());
    if (isConfirmed || !now.carried().equals(before.carried())) {
      confirmed.save(before.incarnation(), next);
    }
    if (isConfirmed) {
      confirm(before.confirmed(), now.confirmed());
    }
    stand = now;
  }

  private void confirm(Watermark before, Watermark now) throws SQLException {
    Optional<OnTheWay.Step> arrived = onTheWay.arrived(before, now);
    if (arrived.isEmpty()) {
      recount(now);
      return;
    }
    factsConfirmed.addAndGet(arrived.get().facts());
    Map<DocumentStream, Long> all = new HashMap<>(progress.all());
    arrived.get().reached().forEach((stream, n) -> all.merge(stream, n, Math::max));
    progress.set(all);
  }

  private void recount(Watermark standing) throws SQLException {
    Map<DocumentStream, Long> reached =
        confirmed.reached(standing.position(), books.get().streams());
    factsConfirmed.set(confirmed.factsUpTo(standing.position(), reached));
    progress.set(reached);
  }

  /**
   * The store's own watermark at a position, or at the head when the position lies beyond it.
   *
   * @param known another one of its own
   * @param bytesMax of which so many are read at once
   */
  Watermark ownAt(long position, Watermark known, int bytesMax) throws SQLException {
    long inside = Math.min(position, books.get().seq());
    Watermark nearest = OnTheWay.nearer(inside, known, stand.confirmed());
    nearest = OnTheWay.nearer(inside, nearest, stand.carried());
    return facts.at(inside, onTheWay.nearest(inside, nearest), bytesMax);
  }

  /** How many facts head office has confirmed. */
  long factsConfirmed() {
    return factsConfirmed.get();
  }

  /** How many facts there are. */
  long facts() throws SQLException {
    return confirmed.facts(books.get().streams());
  }
}
