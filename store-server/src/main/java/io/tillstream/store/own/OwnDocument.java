package io.tillstream.store.own;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.incarnation.OwnEpoch;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The next document of the store's own stream, while it is being made. Nothing is changed until
 * {@link #record}. The writer's thread only.
 */
public final class OwnDocument {

  private static final String SELECT_COUNTER =
      "SELECT counter FROM own_series WHERE epoch = ? AND series = ?";
  private static final String UPDATE_COUNTER =
      "UPDATE own_series SET counter = ? WHERE epoch = ? AND series = ?";
  private static final String INSERT_COUNTER =
      "INSERT INTO own_series (counter, epoch, series) VALUES (?, ?, ?)";

  private final Batch batch;
  private final Watermark standing;
  private final Document document;

  private OwnDocument(Batch batch, Watermark standing, Document document) {
    this.batch = batch;
    this.standing = standing;
    this.document = document;
  }

  /**
   * Puts it together.
   *
   * @param reference of whoever asks; once per type
   * @param businessDate the day it counts for
   * @param says adds what it says
   */
  public static OwnDocument next(
      Batch batch,
      Shop shop,
      DocumentType type,
      String reference,
      LocalDate businessDate,
      UnaryOperator<DocumentBuilder> says)
      throws SQLException {
    DocumentStream stream = shop.ownStream(OwnEpoch.of(batch));
    Watermark standing = batch.standing(stream);
    long counter = counter(batch, stream.epoch(), type) + 1;
    Document document =
        says.apply(
                Document.at(stream, standing.position() + 1, type)
                    .number(SeriesTemplate.standard(type).print(stream, businessDate, counter))
                    .series(type.toString(), counter, null)
                    .reference(reference)
                    .businessDate(businessDate.toString())
                    .recordedAt(Instant.ofEpochMilli(batch.atMillis()).toString())
                    .currency(shop.currency().getCurrencyCode()))
            .build();
    return new OwnDocument(batch, standing, document);
  }

  /** The last counter of a type's series in an epoch. */
  public static long counter(Batch batch, int epoch, DocumentType type) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT_COUNTER);
    select.setInt(1, epoch);
    select.setString(2, type.toString());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** As it will be recorded. */
  public Document document() {
    return document;
  }

  /** What was made under its reference before; empty when nothing was. */
  public Optional<Outcome> before() throws SQLException {
    return OwnReferences.before(batch, document);
  }

  /**
   * Takes it into the books.
   *
   * @return its seq
   */
  public long record() throws SQLException {
    byte[] body = document.canonicalBytes();
    Held held = new Held(document.key(), standing.hash().then(body), body, document);
    long seq =
        switch (Booking.of(document, item -> Optional.empty())) {
          case Booking.Booked booked -> Journal.of(batch).accept(held, booked);
          case Booking.Waiting waiting ->
              throw new IllegalStateException("the store leaves nothing open: " + waiting);
        };
    OwnReferences.remember(batch, document, seq);
    count();
    return seq;
  }

  private void count() throws SQLException {
    if (!writeCounter(UPDATE_COUNTER)) {
      writeCounter(INSERT_COUNTER);
    }
  }

  private boolean writeCounter(String sql) throws SQLException {
    PreparedStatement write = batch.prepare(sql);
    write.setLong(1, document.counter());
    write.setInt(2, document.epoch());
    write.setString(3, document.series());
    return write.executeUpdate() == 1;
  }
}
