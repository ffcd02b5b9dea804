package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.catalogue.Withdrawn;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds sales of items that were not for sale any more. Where everything is for sale that is one
 * look at a set that is empty; else one look-up for each line of a sale. The writer's thread only.
 */
final class FindBlocked {

  private final Batch batch;
  private final StoreId store;
  private final Withdrawn withdrawn;
  private final Map<String, List<BookedDocument>> sold = new TreeMap<>();

  private FindBlocked(Batch batch, StoreId store, Withdrawn withdrawn) {
    this.batch = batch;
    this.store = store;
    this.withdrawn = withdrawn;
  }

  /** Opens, extends and ends cases by what a batch has sold and by what it did to items. */
  static void in(Batch batch, StoreId store, List<BookedDocument> booked) throws SQLException {
    Withdrawn withdrawn = Withdrawn.of(batch);
    if (!batch.changedItems().isEmpty()) {
      end(batch, withdrawn.heed(batch));
    }
    if (!withdrawn.isEmpty()) {
      new FindBlocked(batch, store, withdrawn).find(booked);
    }
  }

  private static void end(Batch batch, List<String> back) throws SQLException {
    if (back.isEmpty()) {
      return;
    }
    CaseBook book = new CaseBook(batch);
    for (String item : back) {
      if (book.open().of(CaseKind.BLOCKED, item).isPresent()) {
        book.close(new OpenCases.Subject(CaseKind.BLOCKED, item), CaseState.GONE, null, null);
      }
    }
  }

  private void find(List<BookedDocument> booked) throws SQLException {
    for (BookedDocument each : booked) {
      Document document = each.document();
      if (document.type() == DocumentType.SALE) {
        for (Line line : document.lines()) {
          withdrawn
              .since(line.item())
              .filter(since -> isTooLate(document, since))
              .ifPresent(since -> note(line.item(), each));
        }
      }
    }
    if (sold.isEmpty()) {
      return;
    }
    CaseBook book = new CaseBook(batch);
    Answered answered = Answered.look(batch, store, CaseKind.BLOCKED, sold.keySet());
    for (Map.Entry<String, List<BookedDocument>> each : sold.entrySet()) {
      String item = each.getKey();
      List<BookedDocument> documents =
          each.getValue().stream()
              .filter(document -> !answered.has(item, document.document().key()))
              .toList();
      Optional<OpenCases.Open> open = book.open().of(CaseKind.BLOCKED, item);
      if (!documents.isEmpty() && (open.isEmpty() || !open.get().isFull())) {
        add(book, item, documents);
      }
    }
  }

  private void note(String item, BookedDocument document) {
    List<BookedDocument> documents = sold.computeIfAbsent(item, i -> new ArrayList<>());
    if (documents.isEmpty()
        || documents.getLast().seq() != document.seq()) { // an item may stand on two lines
      documents.add(document);
    }
  }

  private void add(CaseBook book, String item, List<BookedDocument> documents) throws SQLException {
    OpenCases.Subject subject = new OpenCases.Subject(CaseKind.BLOCKED, item);
    List<Taking> takings =
        documents.stream()
            .map(each -> new Taking(each.seq(), each.document().key(), sold(each, item)))
            .toList();
    if (book.open().of(CaseKind.BLOCKED, item).isPresent()) {
      book.join(subject, takings);
    } else {
      book.open(subject, null, takings);
    }
    long caseId = book.open().of(CaseKind.BLOCKED, item).orElseThrow().number().id();
    Withdrawn.Since since = withdrawn.since(item).orElseThrow();
    for (BookedDocument each : documents) {
      Long seq = each.document().catalogueSeq();
      Heard.note(batch, caseId, each.seq(), since, seq == null ? null : seq >= since.seq(), seq);
    }
  }

  private static long sold(BookedDocument document, String item) {
    return document.document().lines().stream()
        .filter(line -> line.item().equals(item))
        .mapToLong(Line::quantityThousandths)
        .reduce(0, Math::addExact);
  }

  /**
   * Whether it was sold afterwards: its till knew, or its clock, put right by what is known of it,
   * says so. What was sold before is in order, however late it comes in.
   */
  private static boolean isTooLate(Document sale, Withdrawn.Since since) {
    Long seq = sale.catalogueSeq();
    return (seq != null && seq >= since.seq()) || !MadeAt.of(sale).isBefore(since.at());
  }
}
