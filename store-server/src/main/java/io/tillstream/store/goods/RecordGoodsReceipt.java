package io.tillstream.store.goods;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records that goods have arrived: the next document of the store's own stream. Every line moves
 * stock, also of items that are not stocked when sold. Immutable.
 *
 * @param shop whose
 * @param reference the delivery note's
 * @param lines what came
 * @param businessDate the day it counts for
 */
record RecordGoodsReceipt(Shop shop, String reference, List<Arrived> lines, LocalDate businessDate)
    implements Command<GoodsReceived> {

  private static final String SELECT =
      "SELECT document_seq, request_hash FROM goods_receipt WHERE reference = ?";
  private static final String SELECT_ITEMS = "SELECT item FROM item WHERE item IN " + Batch.KEYS;

  /** Goods of one item. */
  record Arrived(String item, Quantity quantity) {}

  @Override
  public GoodsReceived applyTo(Batch batch) throws SQLException {
    byte[] requestHash = requestHash().toBytes();
    Optional<GoodsReceived> before = before(batch, requestHash);
    if (before.isPresent()) {
      return before.get();
    }
    Set<String> unknown = unknownItems(batch);
    if (!unknown.isEmpty()) {
      return new GoodsReceived.UnknownItems(unknown);
    }
    DocumentStream stream = shop.ownStream(OwnEpoch.of(batch));
    Watermark standing = batch.standing(stream);
    Document document = document(stream, standing.position() + 1, batch.atMillis());
    byte[] body = document.canonicalBytes();
    Held held = new Held(document.key(), standing.hash().then(body), body, document);
    long seq =
        switch (Booking.of(document, item -> Optional.empty())) {
          case Booking.Booked booked -> Journal.of(batch).accept(held, booked);
          case Booking.Waiting waiting ->
              throw new IllegalStateException("a goods receipt leaves nothing open: " + waiting);
        };
    RememberReceipt.write(batch, reference, seq, requestHash);
    return new GoodsReceived.Recorded(seq);
  }

  private Optional<GoodsReceived> before(Batch batch, byte[] requestHash) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, reference);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      return Optional.of(
          Arrays.equals(requestHash, row.getBytes(2))
              ? new GoodsReceived.Repeated(row.getLong(1))
              : new GoodsReceived.ReferenceReused());
    }
  }

  private Set<String> unknownItems(Batch batch) throws SQLException {
    Set<String> unknown = new TreeSet<>();
    lines.forEach(line -> unknown.add(line.item()));
    batch.select(SELECT_ITEMS, List.copyOf(unknown), row -> unknown.remove(row.getString(1)));
    return unknown;
  }

  private Document document(DocumentStream stream, long n, long atMillis) {
    List<Line> documentLines = new ArrayList<>(lines.size());
    for (Arrived line : lines) {
      documentLines.add(
          new Line(line.item(), null, line.quantity().thousandths(), 0, 0, null, null, null, true));
    }
    return Document.at(stream, n, DocumentType.GOODS_RECEIPT)
        .number(SeriesTemplate.standard(DocumentType.GOODS_RECEIPT).print(stream, businessDate, n))
        .series(DocumentType.GOODS_RECEIPT.toString(), n, null)
        .reference(reference)
        .businessDate(businessDate.toString())
        .recordedAt(Instant.ofEpochMilli(atMillis).toString())
        .currency(shop.currency().getCurrencyCode())
        .lines(documentLines)
        .build();
  }

  private Hash requestHash() {
    return hashOf(
        lines.stream().map(line -> line.item() + "\t" + line.quantity().thousandths()).toList());
  }

  /** What was asked for when this receipt was made. */
  static byte[] requestHash(Document receipt) {
    return hashOf(
            receipt.lines().stream()
                .map(line -> line.item() + "\t" + line.quantityThousandths())
                .toList())
        .toBytes();
  }

  private static Hash hashOf(List<String> asked) {
    StringBuilder request = new StringBuilder();
    asked.forEach(line -> request.append(line).append('\n'));
    return Hash.START.then(request.toString().getBytes(StandardCharsets.UTF_8));
  }
}
