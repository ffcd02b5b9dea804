package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Piece;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.document.BookedDocument;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds pieces that were sold more than once. Lines without a serial number cost nothing but a look
 * at the line. The writer's thread only.
 */
final class FindSerials {

  private static final long ONE_PIECE = 1_000;
  private static final String INSERT =
      "INSERT INTO serial_document (piece, document_seq, gone) VALUES (?, ?, ?)";
  private static final String SELECT =
      "SELECT s.document_seq, s.gone, d.terminal, d.epoch, d.n FROM serial_document s"
          + " INNER JOIN document d ON d.seq = s.document_seq WHERE s.piece = ?"
          + " ORDER BY s.document_seq";

  private record Said(long documentSeq, int gone) {}

  private final Batch batch;
  private final StoreId store;
  private final CaseBook book;
  private final Set<Long> here = new TreeSet<>();

  private FindSerials(Batch batch, StoreId store) throws SQLException {
    this.batch = batch;
    this.store = store;
    book = new CaseBook(batch);
  }

  /** Opens, extends and ends cases by the serial numbers that a batch tells. */
  static void in(Batch batch, StoreId store, List<BookedDocument> booked) throws SQLException {
    Map<String, List<Said>> pieces = pieces(booked);
    if (pieces.isEmpty()) {
      return;
    }
    FindSerials find = new FindSerials(batch, store);
    for (Map.Entry<String, List<Said>> each : pieces.entrySet()) {
      find.remember(each.getKey(), each.getValue());
      find.look(each.getKey());
    }
  }

  /** Of an ordinary batch it makes nothing, not even a list: each line is looked at, no more. */
  private static Map<String, List<Said>> pieces(List<BookedDocument> booked) {
    Map<String, List<Said>> pieces = Map.of();
    for (BookedDocument each : booked) {
      for (Line line : each.document().lines()) {
        if (line.serial() != null) {
          pieces = pieces.isEmpty() ? new LinkedHashMap<>() : pieces;
          say(pieces, each, new Piece(line.item(), line.serial()).toString());
        }
      }
    }
    return pieces;
  }

  private static void say(Map<String, List<Said>> pieces, BookedDocument booked, String piece) {
    int gone = Piece.goneWith(booked.document());
    if (gone == 0) {
      return;
    }
    List<Said> said = pieces.computeIfAbsent(piece, p -> new ArrayList<>());
    // Twice on one document is a slip of the scanner.
    if (said.isEmpty() || said.getLast().documentSeq() != booked.seq()) {
      said.add(new Said(booked.seq(), gone));
    }
  }

  private void remember(String piece, List<Said> said) throws SQLException {
    batch.write(
        INSERT,
        said,
        (insert, each) -> {
          insert.setString(1, piece);
          insert.setLong(2, each.documentSeq());
          insert.setInt(3, each.gone());
        });
    here.clear();
    said.forEach(each -> here.add(each.documentSeq()));
  }

  private void look(String piece) throws SQLException {
    long gone = 0;
    Long last = null;
    List<Taking> documents = new ArrayList<>();
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, piece);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        DocumentKey key =
            new DocumentKey(store, new TerminalId(row.getString(3)), row.getInt(4), row.getLong(5));
        gone += row.getInt(2);
        last = row.getLong(1);
        documents.add(new Taking(row.getLong(1), key, ONE_PIECE));
      }
    }
    OpenCases.Subject subject = new OpenCases.Subject(CaseKind.SERIAL, piece);
    boolean isOpen = book.open().of(CaseKind.SERIAL, piece).isPresent();
    if (gone <= 1) {
      if (isOpen) {
        book.close(subject, CaseState.GONE, null, last);
      }
      return;
    }
    Answered answered = Answered.look(batch, store, CaseKind.SERIAL, List.of(piece));
    documents.removeIf(
        each ->
            answered.has(piece, each.document()) || (isOpen && !here.contains(each.documentSeq())));
    if (documents.isEmpty()) {
      return; // decided on, or returned in part
    }
    if (isOpen) {
      book.join(subject, documents);
    } else {
      book.open(subject, null, documents);
    }
  }
}
