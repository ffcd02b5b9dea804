package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives documents that wait for an item a case, one for each item. Which documents wait is what is
 * parked, and nothing else: when the program starts, and whenever something that was parked waits
 * no more, the cases are compared with it. The writer's thread only.
 */
final class FindUnknownItems {

  private static final String WAITING =
      "SELECT item, COUNT(*) FROM parked WHERE item IS NOT NULL GROUP BY item";
  private static final String DOCUMENTS =
      "SELECT p.document_seq, d.terminal, d.epoch, d.n, d.body FROM parked p"
          + " INNER JOIN document d ON d.seq = p.document_seq"
          + " LEFT JOIN case_document c ON c.document_seq = p.document_seq AND c.case_id = ?"
          + " WHERE p.item = ? AND c.document_seq IS NULL"
          + " ORDER BY p.document_seq OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  /** Whether cases and what is parked were compared since the program started. */
  private static final class Compared {
    private boolean isDone;
  }

  private final Batch batch;
  private final StoreId store;
  private final CaseBook book;

  private FindUnknownItems(Batch batch, StoreId store) throws SQLException {
    this.batch = batch;
    this.store = store;
    book = new CaseBook(batch);
  }

  /** Opens, extends and ends cases by what a batch has parked and released. */
  static void in(Batch batch, StoreId store) throws SQLException {
    Journal journal = Journal.of(batch);
    Compared compared = batch.memory(Compared.class, Compared::new);
    if (!compared.isDone || (journal.isParkedChanged() && isConcerned(batch, journal))) {
      Map<String, Long> waiting = waiting(batch);
      if (journal.isParkedChanged() || !waiting.isEmpty()) {
        new FindUnknownItems(batch, store).compare(waiting);
      }
      compared.isDone = true;
    } else if (!journal.waiting().isEmpty()) {
      new FindUnknownItems(batch, store).take(journal.waiting());
    }
  }

  /** Not where documents that waited for customers are released, and none waits for an item. */
  private static boolean isConcerned(Batch batch, Journal journal) throws SQLException {
    return journal.isWaitingAnew()
        || !journal.waiting().isEmpty()
        || !OpenCases.of(batch).about(CaseKind.UNKNOWN_ITEM).isEmpty();
  }

  private static Map<String, Long> waiting(Batch batch) throws SQLException {
    Map<String, Long> waiting = new TreeMap<>();
    try (ResultSet row = batch.prepare(WAITING).executeQuery()) {
      while (row.next()) {
        waiting.put(row.getString(1), row.getLong(2));
      }
    }
    return waiting;
  }

  private void take(List<Journal.Waiting> arrived) throws SQLException {
    Map<String, List<Taking>> byItem = new TreeMap<>();
    for (Journal.Waiting each : arrived) {
      byItem
          .computeIfAbsent(each.item(), item -> new ArrayList<>())
          .add(taking(each.seq(), each.document(), each.item()));
    }
    for (Map.Entry<String, List<Taking>> each : byItem.entrySet()) {
      add(each.getKey(), each.getValue());
    }
  }

  private void compare(Map<String, Long> waiting) throws SQLException {
    for (String item : book.open().about(CaseKind.UNKNOWN_ITEM)) {
      if (!waiting.containsKey(item)) {
        book.close(subject(item), CaseState.GONE, null, null);
      }
    }
    for (String item : waiting.keySet()) {
      List<Taking> documents = notNamed(item);
      if (!documents.isEmpty()) {
        add(item, documents);
      }
    }
  }

  /** Documents that wait for an item and that its open case, if there is one, does not name. */
  private List<Taking> notNamed(String item) throws SQLException {
    OpenCases.Open open = book.open().of(CaseKind.UNKNOWN_ITEM, item).orElse(null);
    List<Taking> documents = new ArrayList<>();
    if (open != null && open.isFull()) {
      return documents;
    }
    PreparedStatement select = batch.prepare(DOCUMENTS);
    select.setLong(1, open == null ? 0 : open.number().id());
    select.setString(2, item);
    select.setInt(3, OpenCases.DOCUMENTS_NAMED_MAX);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        DocumentKey key =
            new DocumentKey(store, new TerminalId(row.getString(2)), row.getInt(3), row.getLong(4));
        documents.add(new Taking(row.getLong(1), key, sold(read(key, row.getBytes(5)), item)));
      }
    }
    return documents;
  }

  private static Document read(DocumentKey key, byte[] body) {
    try {
      return DocumentJson.read(body);
    } catch (IOException e) {
      throw new UncheckedIOException("document " + key + " waits and cannot be read", e);
    }
  }

  private void add(String item, List<Taking> documents) throws SQLException {
    if (book.open().of(CaseKind.UNKNOWN_ITEM, item).isPresent()) {
      book.join(subject(item), documents);
    } else {
      book.open(subject(item), null, documents);
    }
  }

  private static OpenCases.Subject subject(String item) {
    return new OpenCases.Subject(CaseKind.UNKNOWN_ITEM, item);
  }

  private static Taking taking(long seq, Document document, String item) {
    return new Taking(seq, document.key(), sold(document, item));
  }

  private static long sold(Document document, String item) {
    return document.lines().stream()
        .filter(line -> line.item().equals(item))
        .mapToLong(Line::quantityThousandths)
        .reduce(0, Math::addExact);
  }
}
