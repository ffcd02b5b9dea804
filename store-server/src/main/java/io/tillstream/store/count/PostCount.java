package io.tillstream.store.count;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Cut;
import io.tillstream.store.document.Journal;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.stock.StockLedger;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Books what a count has found: each variance as it is at this moment, and the cut with it, so that
 * what comes late is told from what came after the count. Immutable.
 *
 * @param terminals as they were seen when the request came
 * @param countedBy who answers for the count
 * @param approvedBy who else has looked at it, or null
 * @param acceptUnmarked whether terminals without a mark may have documents under way
 * @param entries how many the count had when somebody looked at it, or null for however many
 * @param threshold from which on a second look is needed
 * @param unsureMillis for how long after the posting clocks are not believed
 */
record PostCount(
    Shop shop,
    String id,
    List<FormCut.Known> terminals,
    String countedBy,
    String approvedBy,
    boolean acceptUnmarked,
    Long entries,
    Threshold threshold,
    long unsureMillis)
    implements Command<PostCount.Answer> {

  private static final String PRICES =
      "SELECT item, unit_price_ten_thousandths FROM price WHERE item IN " + Batch.KEYS;

  /** What became of it. */
  sealed interface Answer {}

  /** It is in the books. */
  record Posted() implements Answer {}

  /** It was posted before. */
  record Repeated() implements Answer {}

  /** There is no such count. */
  record Unknown() implements Answer {}

  /** It was cancelled. */
  record Cancelled() implements Answer {}

  /** This one was posted since, and is of the same. */
  record Overlaps(String other) implements Answer {}

  /** Nobody has counted anything. */
  record NothingCounted() implements Answer {}

  /** Somebody has entered more since it was looked at. */
  record EnteredSince(long entries) implements Answer {}

  /** These terminals have made no mark, and may have documents that the store does not know. */
  record Unmarked(List<TerminalId> terminals) implements Answer {}

  /** The variances of these items need a recount or a second person. */
  record NotApproved(List<CountFigures.Line> lines) implements Answer {}

  @Override
  public Answer applyTo(Batch batch) throws SQLException {
    Optional<CountHead> found = CountHead.find(batch::prepare, id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    CountHead count = found.get();
    return switch (count.state()) {
      case POSTED -> new Repeated();
      case CANCELLED -> new Cancelled();
      case OPEN -> post(batch, count);
    };
  }

  private Answer post(Batch batch, CountHead count) throws SQLException {
    Journal.of(batch).flush(); // what has come in this very batch is a part of it
    StockLedger.of(batch).flush();
    Optional<String> later = CountItems.postedSince(batch, count);
    if (later.isPresent()) {
      return new Overlaps(later.get());
    }
    if (entries != null && CountFigures.entries(batch::prepare, id) != entries) {
      return new EnteredSince(CountFigures.entries(batch::prepare, id));
    }
    FormCut formed = FormCut.of(batch::prepare, count, known(batch));
    if (!acceptUnmarked && !formed.missing().isEmpty()) {
      return new Unmarked(formed.missing());
    }
    Map<String, Long> outside =
        Effects.outside(batch::prepare, count.location(), formed.cut(), streams(batch));
    CountFigures figures = CountFigures.read(batch::prepare, count, formed.cut(), outside);
    if (!count.isFull() && figures.lines().isEmpty()) {
      return new NothingCounted();
    }
    boolean isApproved = approvedBy != null && !approvedBy.equalsIgnoreCase(countedBy);
    List<CountFigures.Line> exceeding = exceeding(batch, figures);
    if (!isApproved && !exceeding.isEmpty()) {
      return new NotApproved(exceeding);
    }
    book(batch, count, formed, figures);
    return new Posted();
  }

  private void book(Batch batch, CountHead count, FormCut formed, CountFigures figures)
      throws SQLException {
    List<CountFigures.Line> lines = figures.lines();
    int parts = Math.max(1, Math.ceilDiv(lines.size(), Document.LINES_MAX));
    for (int part = 1; part <= parts; part++) {
      int from = (part - 1) * Document.LINES_MAX;
      List<CountDetails.CountLine> of =
          lines.subList(from, Math.min(lines.size(), from + Document.LINES_MAX)).stream()
              .map(
                  line ->
                      new CountDetails.CountLine(
                          line.item(), line.counted().thousandths(), line.variance().thousandths()))
              .toList();
      CountDetails details =
          new CountDetails(
              id,
              count.kind(),
              count.location(),
              part,
              parts,
              countedBy,
              approvedBy,
              part == 1 ? formed.places() : null,
              null,
              of);
      OwnDocument document =
          OwnDocument.next(
              batch,
              shop,
              DocumentType.COUNT,
              part == 1 ? id : id + " " + part,
              Restatements.today(batch),
              next -> next.count(details));
      PostedCounts.remember(
          batch, document.document(), document.record(), batch.atMillis() + unsureMillis);
    }
  }

  private List<FormCut.Known> known(Batch batch) throws SQLException {
    List<FormCut.Known> known = new ArrayList<>();
    for (FormCut.Known each : terminals) {
      int epoch = each.held().epoch();
      long n = batch.standing(new DocumentStream(shop.id(), each.terminal(), epoch)).position();
      known.add(new FormCut.Known(each.terminal(), new Cut.Place(epoch, n), each.isQuiet()));
    }
    int own = OwnEpoch.of(batch);
    long n = batch.standing(shop.ownStream(own)).position();
    known.add(new FormCut.Known(TerminalId.STORE_ITSELF, new Cut.Place(own, n), true));
    return known;
  }

  private Map<TerminalId, Map<Integer, Long>> streams(Batch batch) throws SQLException {
    Map<TerminalId, Map<Integer, Long>> streams = new HashMap<>();
    List<DocumentStream> all = new ArrayList<>(batch.before().streams().keySet());
    terminals.forEach(
        each -> all.add(new DocumentStream(shop.id(), each.terminal(), each.held().epoch())));
    all.add(shop.ownStream(OwnEpoch.of(batch)));
    for (DocumentStream stream : all) {
      streams
          .computeIfAbsent(stream.terminal(), t -> new HashMap<>())
          .put(stream.epoch(), batch.standing(stream).position());
    }
    return streams;
  }

  private List<CountFigures.Line> exceeding(Batch batch, CountFigures figures) throws SQLException {
    Map<String, Long> prices = new HashMap<>();
    batch.select(
        PRICES,
        figures.lines().stream()
            .filter(line -> line.variance().thousandths() != 0)
            .map(CountFigures.Line::item)
            .toList(),
        row -> prices.put(row.getString(1), row.getLong(2)));
    return figures.lines().stream().filter(line -> threshold.isExceededBy(line, prices)).toList();
  }
}
