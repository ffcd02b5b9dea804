package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.layers.PriceSteps;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds sales at a price, or with a tax rate, that was the store's no more when they were made. A
 * sale says how far its till had heard; only those that had not heard of the last change are looked
 * at. What a person charged is that person's decision and no conflict: it differs from what the
 * till had heard. The writer's thread only.
 */
final class FindPrices {

  private final Batch batch;
  private final StoreId store;
  private final List<BookedDocument> behind;
  private final Map<String, List<BookedDocument>> sold = new TreeMap<>();
  private final Map<Long, List<ChargedLine>> lines = new TreeMap<>();

  private FindPrices(Batch batch, StoreId store, List<BookedDocument> behind) {
    this.batch = batch;
    this.store = store;
    this.behind = behind;
  }

  /** Opens and extends cases, one of each till, by what a batch has sold. */
  static void in(Batch batch, StoreId store, List<BookedDocument> booked) throws SQLException {
    long last = PriceSteps.last(batch);
    List<BookedDocument> behind = null;
    for (BookedDocument each : booked) {
      Long heard = each.document().catalogueSeq();
      if (heard != null && heard < last && each.document().type() == DocumentType.SALE) {
        behind = behind == null ? new ArrayList<>() : behind;
        behind.add(each);
      }
    }
    if (behind != null) {
      new FindPrices(batch, store, behind).find();
    }
  }

  private void find() throws SQLException {
    Set<String> items = new TreeSet<>();
    Set<String> taxCodes = new TreeSet<>();
    for (BookedDocument each : behind) {
      for (Line line : each.document().lines()) {
        items.add(line.item());
        if (line.taxCode() != null) {
          taxCodes.add(line.taxCode());
        }
      }
    }
    Map<String, List<PriceSteps.Step>> prices = PriceSteps.of(batch, PriceSteps.Of.PRICE, items);
    Map<String, List<PriceSteps.Step>> taxes = PriceSteps.of(batch, PriceSteps.Of.TAX, taxCodes);
    if (prices.isEmpty() && taxes.isEmpty()) {
      return;
    }
    for (BookedDocument each : behind) {
      compare(each, prices, taxes);
    }
    for (Map.Entry<String, List<BookedDocument>> each : sold.entrySet()) {
      add(each.getKey(), each.getValue());
    }
  }

  private void compare(
      BookedDocument booked,
      Map<String, List<PriceSteps.Step>> prices,
      Map<String, List<PriceSteps.Step>> taxes) {
    Document document = booked.document();
    List<ChargedLine> found = new ArrayList<>();
    for (int i = 0; i < document.lines().size(); i++) {
      Line line = document.lines().get(i);
      int at = i;
      due(document, prices.get(line.item()), line.unitPriceTenThousandths())
          .map(step -> ChargedLine.priced(at, line, step))
          .ifPresent(found::add);
      if (line.taxCode() != null && line.taxRateBasisPoints() != null) {
        due(document, taxes.get(line.taxCode()), line.taxRateBasisPoints())
            .map(step -> ChargedLine.taxed(at, line, step))
            .ifPresent(found::add);
      }
    }
    if (!found.isEmpty()) {
      lines.put(booked.seq(), found);
      sold.computeIfAbsent(document.terminal().value(), t -> new ArrayList<>()).add(booked);
    }
  }

  /** The change by which another price was due than the one that the till had heard and charged. */
  private static Optional<PriceSteps.Step> due(
      Document sale, List<PriceSteps.Step> steps, long charged) {
    PriceSteps.Step last = null;
    boolean isFirst = true;
    for (PriceSteps.Step step : steps == null ? List.<PriceSteps.Step>of() : steps) {
      if (step.seq() > sale.catalogueSeq()) {
        if (isFirst && step.was() != charged) {
          return Optional.empty(); // not what the till had heard: a person's price
        }
        isFirst = false;
        last = MadeAt.of(sale).isBefore(step.at()) ? last : step;
      }
    }
    return Optional.ofNullable(last)
        .filter(step -> step.became() != null && step.became() != charged);
  }

  private void add(String terminal, List<BookedDocument> documents) throws SQLException {
    CaseBook book = new CaseBook(batch);
    OpenCases.Subject subject = new OpenCases.Subject(CaseKind.PRICE, terminal);
    Answered answered = Answered.look(batch, store, CaseKind.PRICE, List.of(terminal));
    Optional<OpenCases.Open> open = book.open().of(CaseKind.PRICE, terminal);
    if (open.isPresent() && open.get().isFull()) {
      return;
    }
    List<BookedDocument> undecided =
        documents.stream().filter(each -> !answered.has(terminal, each.document().key())).toList();
    if (undecided.isEmpty()) {
      return;
    }
    List<Taking> takings =
        undecided.stream()
            .map(each -> new Taking(each.seq(), each.document().key(), quantity(each.seq())))
            .toList();
    if (open.isPresent()) {
      book.join(subject, takings);
    } else {
      book.open(subject, null, takings);
    }
    long caseId = book.open().of(CaseKind.PRICE, terminal).orElseThrow().number().id();
    for (BookedDocument each : undecided) {
      Long heardAt = Heard.at(batch, each.document().catalogueSeq());
      for (ChargedLine line : lines.get(each.seq())) {
        line.note(batch, caseId, each.seq(), heardAt);
      }
    }
  }

  private long quantity(long documentSeq) {
    Map<Integer, Long> byLine = new TreeMap<>(); // a line may differ in both
    lines.get(documentSeq).forEach(each -> byLine.put(each.line(), each.quantityThousandths()));
    return byLine.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
  }
}
