package io.tillstream.store.count;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.store.fleet.Fleet;
import io.tillstream.store.fleet.TerminalState;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Shows a count: while it is open, what posting it now would book; once it is posted, what was
 * booked and what was put right since. Thread-safe.
 */
@Singleton
public class LookAtCount {

  private final DataSource database;
  private final Writer writer;
  private final Fleet fleet;
  private final Shop shop;
  private final CountsConfig config;
  private final Clock clock;

  LookAtCount(
      DataSource database,
      Writer writer,
      Fleet fleet,
      Shop shop,
      CountsConfig config,
      Clock clock) {
    this.database = database;
    this.writer = writer;
    this.fleet = fleet;
    this.shop = shop;
    this.config = config;
    this.clock = clock;
  }

  /** The count of this name. */
  public Optional<ShownCount> of(String id) throws SQLException {
    try (Reads.Committed reads = new Reads.Committed(database.getConnection())) {
      Optional<CountHead> found = CountHead.find(reads, id);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          switch (found.get().state()) {
            case OPEN, CANCELLED -> open(reads, found.get());
            case POSTED -> LookAtPosted.at(reads, found.get());
          });
    }
  }

  /** From which variance of an item on a recount or a second person is needed, for a person. */
  public String limit() {
    return "%s of an item, or %s %s of its worth"
        .formatted(
            config.varianceQuantityMax().stripTrailingZeros().toPlainString(),
            Money.of(config.varianceValueMax(), shop.currency()),
            shop.currency());
  }

  /**
   * The terminals that may have a part in a count, as they are now: all that were ever enrolled.
   * One is quiet when it has called a moment ago and had nothing to send, or was withdrawn.
   */
  List<FormCut.Known> terminals() {
    Published published = writer.published();
    List<FormCut.Known> known = new ArrayList<>();
    for (TerminalState state : fleet.terminals()) {
      if (state.epoch() > 0) {
        long n =
            published.of(new DocumentStream(shop.id(), state.terminal(), state.epoch())).position();
        known.add(
            new FormCut.Known(state.terminal(), new Cut.Place(state.epoch(), n), isQuiet(state)));
      }
    }
    return known;
  }

  private boolean isQuiet(TerminalState state) {
    return state.revokedAt() != null
        || (state.pending() != null
            && state.pending() == 0
            && state.lastContact() != null
            && !state.lastContact().isBefore(clock.instant().minus(config.contactWithin())));
  }

  private ShownCount open(Reads reads, CountHead count) throws SQLException {
    Published published = writer.published();
    Map<TerminalId, Map<Integer, Long>> streams = new HashMap<>();
    Cut.Place own = new Cut.Place(1, 0);
    for (Map.Entry<DocumentStream, Watermark> stream : published.streams().entrySet()) {
      DocumentStream of = stream.getKey();
      long n = stream.getValue().position();
      streams.computeIfAbsent(of.terminal(), t -> new HashMap<>()).put(of.epoch(), n);
      Cut.Place place = new Cut.Place(of.epoch(), n);
      if (of.terminal().equals(TerminalId.STORE_ITSELF) && place.compareTo(own) > 0) {
        own = place;
      }
    }
    List<FormCut.Known> known = new ArrayList<>(terminals());
    known.add(new FormCut.Known(TerminalId.STORE_ITSELF, own, true));
    FormCut formed = FormCut.of(reads, count, known);
    // Before the figures: who posts has seen at least so many.
    long entries = CountFigures.entries(reads, count.id());
    CountFigures figures =
        CountFigures.read(
            reads,
            count,
            formed.cut(),
            Effects.outside(reads, count.location(), formed.cut(), streams));
    List<ShownCount.Terminal> terminals = new ArrayList<>();
    formed
        .terminals()
        .forEach(
            (terminal, standing) ->
                terminals.add(
                    new ShownCount.Terminal(
                        terminal.value(),
                        standing.mark().toString(),
                        standing.place().epoch(),
                        standing.place().n())));
    Threshold threshold = Threshold.of(config, shop);
    Map<String, Long> prices = CountPrices.read(reads, count);
    return new ShownCount(
        ListCounts.Listed.of(count),
        figures.notEntered(),
        entries,
        terminals,
        figures.lines().stream()
            .map(
                line ->
                    new ShownCount.Line(
                        line.item(),
                        line.counted().toString(),
                        line.onHandAtCut().toString(),
                        line.variance().toString(),
                        null,
                        line.round(),
                        threshold.isExceededBy(line, prices)))
            .toList(),
        0);
  }
}
