package io.tillstream.store.transfer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Route;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Documents;
import io.tillstream.store.own.AnswerOutcome;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Brings before the writer that goods have left for another store or have come from one, from the
 * API and from the console. Thread-safe.
 */
@Singleton
public class RecordTransfers {

  private final Writer writer;
  private final AnswerOutcome answer;
  private final ListTransfers list;
  private final Documents documents;
  private final Shop shop;
  private final Clock clock;

  RecordTransfers(
      Writer writer,
      AnswerOutcome answer,
      ListTransfers list,
      Documents documents,
      Shop shop,
      Clock clock) {
    this.writer = writer;
    this.answer = answer;
    this.list = list;
    this.documents = documents;
    this.shop = shop;
    this.clock = clock;
  }

  /**
   * A document that was recorded.
   *
   * @param document as in every tier
   * @param transfer as it stands now
   */
  public record Recorded(@JsonUnwrapped DocumentSummary document, ShownTransfer transfer) {}

  /**
   * Goods leave for another store. 201 when recorded, 200 when the same was recorded under this
   * reference before.
   *
   * @throws ProblemException when it cannot be recorded so; then nothing was changed
   */
  public RestResponse<Recorded> dispatch(DispatchBody body) throws SQLException {
    ReadTransfer read = new ReadTransfer(DocumentType.TRANSFER_DISPATCH, shop, today(), body);
    String id = read.newId(body.id());
    read.store(body.store(), true);
    Route way = new Route(read.place("from", body.from()), Location.IN_TRANSIT);
    return record(read.request(id, false, body.reference(), way, null, body.lines()));
  }

  /**
   * Goods come from another store. 201 when recorded, 200 when the same was recorded under this
   * reference before.
   *
   * @throws ProblemException when it cannot be recorded so; then nothing was changed
   */
  public RestResponse<Recorded> receive(String id, ReceiptBody body) throws SQLException {
    ReadTransfer read = new ReadTransfer(DocumentType.TRANSFER_RECEIPT, shop, today(), body);
    read.store(body.store(), false);
    Route way = new Route(Location.IN_TRANSIT, read.place("to", body.to()));
    boolean part = Boolean.TRUE.equals(body.part());
    return record(read.request(read.id(id), part, body.reference(), way, null, body.lines()));
  }

  /** What has not come, or came too much, is settled. */
  RestResponse<Recorded> settle(String id, DifferenceBody body) throws SQLException {
    ReadTransfer read = new ReadTransfer(DocumentType.TRANSFER_DIFFERENCE, shop, today(), body);
    Route way = read.kind(body.kind());
    String reason = read.reason(body.reason());
    return record(read.request(read.id(id), false, body.reference(), way, reason, body.lines()));
  }

  private RestResponse<Recorded> record(RecordTransfer command) throws SQLException {
    RestResponse<DocumentSummary> answered =
        answer.answer(writer.ask(command), command.type(), command.reference(), command.goods());
    DocumentSummary document = answered.getEntity();
    return RestResponse.status(
        answered.getStatusInfo(), new Recorded(document, transferOf(document)));
  }

  private ShownTransfer transferOf(DocumentSummary recorded) throws SQLException {
    DocumentKey key =
        new DocumentKey(recorded.store(), recorded.terminal(), recorded.epoch(), recorded.n());
    try {
      byte[] body = documents.body(key).orElseThrow();
      return list.one(DocumentJson.read(body).transfer().id(), today()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(key + " was made here and cannot be read", e);
    }
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneId.systemDefault()));
  }
}
