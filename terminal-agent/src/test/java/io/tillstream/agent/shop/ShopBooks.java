package io.tillstream.agent.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.digest.RowDigest;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.Outcome;
import io.tillstream.protocol.wire.TableChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The books of the small store: one terminal's documents, the catalogue, stock and change log. */
final class ShopBooks {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "item", List.of("item", "description", "taxCode", "stocked"),
          "barcode", List.of("barcode", "item"),
          "price", List.of("item", "unitPriceTenThousandths"),
          "tax", List.of("taxCode", "rateBasisPoints"),
          "stock", List.of("item", "quantityThousandths"));

  private record Row(long seq, String table, String key, List<Object> values) {}

  private final Map<Integer, Held> epochs = new TreeMap<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Long> stock = new HashMap<>();
  private final Map<Long, DocumentVerdict> parked = new TreeMap<>();
  private int epoch;
  InstantSource clock = InstantSource.system();
  String incarnation = UUID.randomUUID().toString();
  private long head;
  long headOffice;
  boolean speaksOfClosedEpochs = true;
  final Map<Integer, Long> headOfficeOfClosed = new HashMap<>();

  /** The documents of one epoch. */
  static final class Held {
    final List<byte[]> documents = new ArrayList<>();
    final List<Hash> hashes = new ArrayList<>();

    Watermark watermark() {
      return documents.isEmpty()
          ? Watermark.START
          : new Watermark(documents.size(), hashes.get(hashes.size() - 1));
    }

    Optional<Hash> hashAt(long n) {
      return n < 1 || n > hashes.size() ? Optional.empty() : Optional.of(hashes.get((int) n - 1));
    }

    void take(byte[] bytes) {
      hashes.add(watermark().hash().then(bytes));
      documents.add(bytes);
    }
  }

  static int epochOf(String stream) {
    return Integer.parseInt(stream.substring(stream.lastIndexOf('/') + 1));
  }

  Held of(int ofEpoch) {
    return epochs.computeIfAbsent(ofEpoch, e -> new Held());
  }

  Held present() {
    return of(Math.max(1, epoch));
  }

  int epoch() {
    return Math.max(1, epoch);
  }

  int grantsEpoch() {
    epoch++;
    return epoch;
  }

  /** All that were received, epoch by epoch. */
  List<byte[]> documents() {
    return epochs.values().stream().flatMap(held -> held.documents.stream()).toList();
  }

  /** What became of a batch. */
  record Received(Outcome outcome, List<DocumentVerdict> verdicts) {}

  void put(String table, Object... values) {
    head++;
    String key = String.valueOf(values[0]);
    rows.put(table + "/" + key, new Row(head, table, key, new ArrayList<>(List.of(values))));
  }

  void remove(String table, String key) {
    head++;
    rows.put(table + "/" + key, new Row(head, table, key, null));
  }

  void stock(String item, long thousandths) {
    stock.put(item, thousandths);
    put("stock", item, thousandths);
  }

  long stockOf(String item) {
    return stock.getOrDefault(item, 0L);
  }

  long head() {
    return head;
  }

  private final List<byte[]> lost = new ArrayList<>();

  /** Goes back to fewer documents, as a store restored from a backup does. */
  void forgetDocumentsAfter(int n) {
    forgetDocumentsAfter(Math.max(1, epoch), n);
  }

  /** The same of another epoch. */
  void forgetDocumentsAfter(int ofEpoch, int n) {
    Held held = of(ofEpoch);
    lost.clear();
    lost.addAll(held.documents.subList(n, held.documents.size()));
    held.documents.subList(n, held.documents.size()).clear();
    held.hashes.subList(n, held.hashes.size()).clear();
  }

  /** Head office gives back the next so many of them. */
  void takeBack(int count) {
    takeBack(Math.max(1, epoch), count);
  }

  /** The same of another epoch. */
  void takeBack(int ofEpoch, int count) {
    for (int i = 0; i < count; i++) {
      of(ofEpoch).take(lost.removeFirst());
    }
  }

  Optional<Received> receive(int ofEpoch, ChainedBatch batch) {
    Held held = of(ofEpoch);
    Reception reception =
        Reception.of(held.watermark(), batch, (n, offered) -> held.hashes.get((int) n - 1));
    return switch (reception) {
      case Reception.Gap gap -> Optional.empty();
      case Reception.Fork fork ->
          Optional.of(
              new Received(
                  Outcome.FORK,
                  List.of(
                      new DocumentVerdict(
                          batch.records().get(fork.firstDifferent()).position(),
                          Verdict.PARKED,
                          ParkedReason.FORK,
                          null))));
      case Reception.Repeated repeated ->
          Optional.of(
              new Received(Outcome.DUPLICATE, verdicts(held, batch, batch.records().size())));
      case Reception.Fresh fresh ->
          Optional.of(new Received(Outcome.APPLIED, verdicts(held, batch, fresh.firstNew())));
    };
  }

  private List<DocumentVerdict> verdicts(Held held, ChainedBatch batch, int firstNew) {
    List<DocumentVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < batch.records().size(); i++) {
      long n = batch.records().get(i).position();
      verdicts.add(
          i < firstNew
              ? new DocumentVerdict(n, Verdict.DUPLICATE)
              : book(held, n, batch.records().get(i).line()));
    }
    return verdicts;
  }

  private DocumentVerdict book(Held held, long n, byte[] bytes) {
    held.take(bytes);
    return switch (Booking.of(document(bytes), this::movesStock)) {
      case Booking.Booked booked -> {
        booked.movements().forEach(this::move);
        yield new DocumentVerdict(n, Verdict.ACCEPTED);
      }
      case Booking.Waiting waiting -> {
        head++;
        parked.put(n, new DocumentVerdict(n, Verdict.PARKED, waiting.reason(), waiting.item()));
        yield parked.get(n);
      }
    };
  }

  private Optional<Boolean> movesStock(String item) {
    Row row = rows.get("item/" + item);
    return row == null || row.values() == null
        ? Optional.empty()
        : Optional.of((Boolean) row.values().get(3));
  }

  /** Books what waited for this item. */
  void release(String item) {
    for (Long n : List.copyOf(parked.keySet())) {
      if (parked.get(n).detail().equals(item)) {
        Booking booking =
            Booking.of(document(present().documents.get((int) (n - 1))), this::movesStock);
        if (booking instanceof Booking.Booked booked) {
          head++;
          parked.remove(n);
          booked.movements().forEach(this::move);
        }
      }
    }
  }

  private static Document document(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Document.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void move(Movement movement) {
    long effect = movement.effectAt(Location.SHOP_FLOOR).thousandths();
    stock(movement.item(), stockOf(movement.item()) + effect);
  }

  /** A page after a position, of all there is. */
  ChangePage page(long after, int rowsMax) {
    return page(after, head, rowsMax);
  }

  /** A page after a position, as if nothing had happened after another. */
  ChangePage page(long after, long until, int rowsMax) {
    List<Row> changed =
        rows.values().stream()
            .filter(row -> row.seq() > after && row.seq() <= until)
            .sorted(Comparator.comparingLong(Row::seq))
            .limit(rowsMax)
            .toList();
    long to = changed.size() < rowsMax ? until : changed.get(changed.size() - 1).seq();
    List<TableChanges> tables =
        COLUMNS.keySet().stream()
            .sorted()
            .map(table -> changes(table, changed))
            .filter(table -> !table.rows().isEmpty() || !table.removed().isEmpty())
            .toList();
    return new ChangePage(
        1,
        incarnation,
        after,
        to,
        until,
        to == until,
        present().documents.size(),
        new ChangePage.Acknowledged(present().documents.size(), headOffice),
        to == after ? null : List.copyOf(parked.values()),
        speaksOfClosedEpochs && epoch > 1 ? closed() : null,
        clock.instant(),
        tables);
  }

  private List<ChangePage.Closed> closed() {
    return epochs.entrySet().stream()
        .filter(each -> each.getKey() < epoch && !each.getValue().documents.isEmpty())
        .map(
            each ->
                new ChangePage.Closed(
                    each.getKey(),
                    each.getValue().documents.size(),
                    headOfficeOfClosed.getOrDefault(each.getKey(), 0L)))
        .toList();
  }

  /** Changes something below the present head, of which no page will tell. */
  void forgetful(Runnable change) {
    long before = head;
    head = -1_000_000;
    change.run();
    head = before;
  }

  BucketSums sums() {
    BucketSums sums = new BucketSums();
    rows.values().stream()
        .filter(row -> row.values() != null)
        .forEach(row -> sums.add(RowDigest.of(row.table(), row.values())));
    return sums;
  }

  List<TableChanges> rowsOf(BitSet buckets) {
    List<Row> inside =
        rows.values().stream()
            .filter(row -> row.values() != null)
            .filter(row -> buckets.get(RowDigest.bucketOf(row.table(), row.key())))
            .toList();
    return COLUMNS.keySet().stream().sorted().map(table -> changes(table, inside)).toList();
  }

  private static TableChanges changes(String table, List<Row> changed) {
    List<List<Object>> images = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (Row row : changed) {
      if (row.table().equals(table)) {
        if (row.values() == null) {
          removed.add(row.key());
        } else {
          images.add(row.values());
        }
      }
    }
    return new TableChanges(table, COLUMNS.get(table), images, removed);
  }
}
