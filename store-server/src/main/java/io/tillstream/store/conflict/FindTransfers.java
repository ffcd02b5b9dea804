package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.OpenTransfer;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.transfer.KnownTransfers;
import io.tillstream.store.transfer.TouchedTransfers;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds transfers that came short or over or do not come, and those that add up after all. Reads
 * only what a batch has news of. The writer's thread only.
 */
final class FindTransfers {

  private static final String INSERT =
      "INSERT INTO transfer_document (transfer, document_seq, quantity_thousandths)"
          + " VALUES (?, ?, ?)";
  private static final String SELECT =
      "SELECT t.document_seq, t.quantity_thousandths, d.terminal, d.epoch, d.n"
          + " FROM transfer_document t INNER JOIN document d ON d.seq = t.document_seq"
          + " WHERE t.transfer = ? ORDER BY t.document_seq";

  private final Batch batch;
  private final StoreId store;
  private final Map<String, List<Taking>> booked;
  private final CaseBook book;

  private FindTransfers(Batch batch, StoreId store, Map<String, List<Taking>> booked)
      throws SQLException {
    this.batch = batch;
    this.store = store;
    this.booked = booked;
    book = new CaseBook(batch);
  }

  /** Opens, extends and ends cases by what a batch has learnt of transfers. */
  static void in(Batch batch, StoreId store, List<BookedDocument> booked) throws SQLException {
    Map<String, List<Taking>> documents = ofTransfers(booked);
    TouchedTransfers news = TouchedTransfers.of(batch);
    Set<String> touched = new TreeSet<>(documents.keySet());
    touched.addAll(news.heardOf());
    touched.addAll(news.overdue());
    if (touched.isEmpty()) {
      return;
    }
    FindTransfers find = new FindTransfers(batch, store, documents);
    find.remember();
    for (String transfer : touched) {
      find.look(transfer, news.overdue().contains(transfer));
    }
  }

  private static Map<String, List<Taking>> ofTransfers(List<BookedDocument> booked) {
    Map<String, List<Taking>> documents = new TreeMap<>();
    for (BookedDocument each : booked) {
      Document document = each.document();
      // A till's document of such a type moves goods, and is of no transfer that the store keeps.
      if (document.type().isOfATransfer()
          && document.transfer() != null
          && document.terminal().equals(TerminalId.STORE_ITSELF)) {
        long thousandths =
            document.lines().stream()
                .mapToLong(Line::quantityThousandths)
                .reduce(0, Math::addExact);
        documents
            .computeIfAbsent(document.transfer().id(), id -> new ArrayList<>())
            .add(new Taking(each.seq(), document.key(), thousandths));
      }
    }
    return documents;
  }

  /** News that come later find the documents again: no document can be asked for its transfer. */
  private void remember() throws SQLException {
    for (Map.Entry<String, List<Taking>> each : booked.entrySet()) {
      batch.write(
          INSERT,
          each.getValue(),
          (insert, taking) -> {
            insert.setString(1, each.getKey());
            insert.setLong(2, taking.documentSeq());
            insert.setLong(3, taking.thousandths());
          });
    }
  }

  private void look(String transfer, boolean isOverdue) throws SQLException {
    Optional<TransferStanding> own = KnownTransfers.own(batch, transfer);
    if (own.isEmpty()) {
      return; // something is on its way here, and nothing is wrong with that
    }
    OpenCases.Subject subject = new OpenCases.Subject(CaseKind.TRANSFER, transfer);
    boolean isOpen = book.open().of(CaseKind.TRANSFER, transfer).isPresent();
    List<Taking> named = undecided(transfer, isOpen ? fresh(transfer) : all(transfer));
    OpenTransfer then =
        OpenTransfer.after(
            own.get(),
            KnownTransfers.of(batch, transfer).orElseThrow(),
            isOverdue,
            isOpen,
            !named.isEmpty());
    switch (then) {
      case AS_BEFORE -> {}
      case CASE_OPENS -> book.open(subject, null, named);
      case CASE_GROWS -> book.join(subject, named);
      case CASE_ENDS -> book.close(subject, CaseState.GONE, null, last(transfer));
    }
  }

  private List<Taking> fresh(String transfer) {
    return booked.getOrDefault(transfer, List.of());
  }

  private Long last(String transfer) {
    List<Taking> fresh = fresh(transfer);
    return fresh.isEmpty() ? null : (Long) fresh.getLast().documentSeq();
  }

  private List<Taking> all(String transfer) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, transfer);
    List<Taking> all = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        DocumentKey document =
            new DocumentKey(store, new TerminalId(row.getString(3)), row.getInt(4), row.getLong(5));
        all.add(new Taking(row.getLong(1), document, row.getLong(2)));
      }
    }
    return all;
  }

  private List<Taking> undecided(String transfer, List<Taking> documents) throws SQLException {
    if (documents.isEmpty()) {
      return documents;
    }
    Answered answered = Answered.look(batch, store, CaseKind.TRANSFER, List.of(transfer));
    return documents.stream().filter(each -> !answered.has(transfer, each.document())).toList();
  }
}
