package io.tillstream.endtoend.books;

import io.tillstream.endtoend.books.Difference.Kind;
import io.tillstream.endtoend.books.Reconciliation.StreamRow;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.series.SeriesTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares the books of all tiers of all stores. */
public final class Reconcile {

  private final List<StreamRow> streams = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private final CheckNumbers numbers = new CheckNumbers();
  private int items;

  private Reconcile() {}

  /**
   * Compares.
   *
   * @param all the books
   * @param expectedOnHand per store, in the same order, computed from the input
   * @param expectedDocuments how many documents the till apps were given
   */
  public static Reconciliation of(
      List<StoreBooks> all,
      List<SortedMap<String, Quantity>> expectedOnHand,
      long expectedDocuments) {
    Reconcile reconcile = new Reconcile();
    for (int s = 0; s < all.size(); s++) {
      reconcile.compare(all.get(s), expectedOnHand.get(s));
    }
    reconcile.differences.addAll(reconcile.numbers.differences());
    return reconcile.result(all, expectedDocuments);
  }

  private void compare(StoreBooks books, SortedMap<String, Quantity> expected) {
    SortedSet<DocumentStream> known = new TreeSet<>(Books.BY_STREAM);
    books.holders().forEach(holder -> known.addAll(holder.streams().keySet()));
    for (DocumentStream stream : known) {
      int maker = makerOf(stream, books);
      if (maker >= 0) {
        Books made = books.terminals().get(maker);
        row(stream, made.streams().get(stream), books);
        differences.addAll(
            CompareDocuments.of(made, stream, List.of(books.inStore(), books.atHeadOffice())));
        numbers.check(stream, made.of(stream), templatesOf(stream, books));
      } else {
        // The store's own, or an earlier life of a terminal: the store speaks for it.
        row(stream, null, books);
        differences.addAll(
            CompareDocuments.of(books.inStore(), stream, List.of(books.atHeadOffice())));
        numbers.check(stream, books.inStore().of(stream), templatesOf(stream, books));
      }
    }
    items += CompareOnHand.items(books.holders()).size();
    differences.addAll(CompareOnHand.of(books.store(), books.holders()));
    differences.addAll(CompareOnHand.withInput(books.store(), expected, books.inStore()));
    waiting(books);
  }

  private void row(DocumentStream stream, StreamEnd terminal, StoreBooks books) {
    streams.add(
        new StreamRow(
            stream.toString(),
            terminal,
            books.inStore().streams().get(stream),
            books.atHeadOffice().streams().get(stream)));
  }

  private static int makerOf(DocumentStream stream, StoreBooks books) {
    for (int t = 0; t < books.terminals().size(); t++) {
      if (books.terminals().get(t).streams().containsKey(stream)) {
        return t;
      }
    }
    return -1;
  }

  /** By its terminal's series, also when that has sold nothing since; or the store's own. */
  private static Map<String, SeriesTemplate> templatesOf(DocumentStream stream, StoreBooks books) {
    Map<String, SeriesTemplate> own = books.templates().get(stream.terminal());
    return own == null ? standardTemplates() : own;
  }

  private static Map<String, SeriesTemplate> standardTemplates() {
    Map<String, SeriesTemplate> templates = new HashMap<>();
    for (DocumentType type : DocumentType.values()) {
      templates.put(type.toString(), SeriesTemplate.standard(type));
    }
    return templates;
  }

  private void waiting(StoreBooks books) {
    if (books.parked() + books.parkedAtHeadOffice() + books.collisions() > 0) {
      differences.add(
          new Difference(
              Kind.WAITING,
              "for a person in " + books.store(),
              Map.of(
                  "store",
                  books.parked() + " parked, " + books.collisions() + " collisions",
                  "head office",
                  books.parkedAtHeadOffice() + " parked")));
    }
  }

  private Reconciliation result(List<StoreBooks> all, long expectedDocuments) {
    long made = all.stream().flatMap(b -> b.terminals().stream()).mapToLong(Reconcile::size).sum();
    if (made != expectedDocuments) {
      differences.add(
          new Difference(
              Kind.INPUT,
              "documents",
              Map.of(
                  "given to the till apps",
                  Long.toString(expectedDocuments),
                  "made at terminals",
                  Long.toString(made))));
    }
    return new Reconciliation(
        streams,
        made,
        all.stream().mapToLong(b -> ofTerminals(b.inStore())).sum(),
        all.stream().mapToLong(b -> ofTerminals(b.atHeadOffice())).sum(),
        all.stream().mapToLong(b -> size(b.inStore()) - ofTerminals(b.inStore())).sum(),
        all.stream().mapToLong(b -> size(b.atHeadOffice()) - ofTerminals(b.atHeadOffice())).sum(),
        items,
        numbers.numbers(),
        numbers.series(),
        all.stream().mapToLong(StoreBooks::parked).sum(),
        all.stream().mapToLong(StoreBooks::parkedAtHeadOffice).sum(),
        all.stream().mapToLong(StoreBooks::collisions).sum(),
        differences);
  }

  private static long size(Books books) {
    return books.documents().size();
  }

  private static long ofTerminals(Books books) {
    return books.documents().keySet().stream()
        .filter(key -> !key.terminal().equals(TerminalId.STORE_ITSELF))
        .count();
  }
}
