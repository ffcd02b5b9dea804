package io.tillstream.store.document;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Books parked documents once what they waited for has arrived, in the batch in which it arrives.
 * The writer's thread only.
 */
public final class ReleaseParked {

  private static final String SELECT_WAITING =
      "SELECT document_seq, customer FROM parked WHERE item IN " + Batch.KEYS;
  private static final String SELECT_WAITING_FOR_CUSTOMER =
      "SELECT document_seq, item FROM parked WHERE customer IN " + Batch.KEYS;
  private static final String SELECT_BODY = "SELECT body FROM document WHERE seq = ?";
  private static final String DELETE_PARKED = "DELETE FROM parked WHERE document_seq = ?";
  private static final String INSERT_RELEASE =
      "INSERT INTO document_release (seq, document_seq, resolved) VALUES (?, ?, ?)";
  private static final String UPDATE_WAITING =
      "UPDATE parked SET reason = ?, detail = ?, item = ?, customer = ? WHERE document_seq = ?";

  private final Batch batch;
  private final Journal journal;
  private final Decide decide;
  private final BeforeBooking before;

  /**
   * A release with a catalogue that knows the new items.
   *
   * @param decide books a document against that catalogue
   * @param before hears of each document that is released
   */
  public ReleaseParked(Batch batch, Decide decide, BeforeBooking before) {
    this.batch = batch;
    this.decide = decide;
    this.before = before;
    journal = Journal.of(batch);
  }

  /** Books what waited for these items, unless it waits for something else, too. */
  public void waitingFor(Collection<String> items) throws SQLException {
    for (Map.Entry<Long, String> waiting : waiting(SELECT_WAITING, items).entrySet()) {
      book(waiting.getKey(), waiting.getValue());
    }
  }

  /** Books what waited for these customers, unless it waits for something else, too. */
  public void waitingForCustomers(Collection<String> customers) throws SQLException {
    for (long documentSeq : waiting(SELECT_WAITING_FOR_CUSTOMER, customers).keySet()) {
      book(documentSeq, null);
    }
  }

  /** By the place of the document: what else it waits for. */
  private SortedMap<Long, String> waiting(String sql, Collection<String> keys) throws SQLException {
    SortedMap<Long, String> waiting = new TreeMap<>();
    if (keys.isEmpty()) {
      return waiting; // as after nearly every upload, whose rows then share statements with others
    }
    journal.flush(); // documents of this very batch may wait, too
    batch.select(sql, keys, row -> waiting.put(row.getLong(1), row.getString(2)));
    return waiting;
  }

  private void book(long documentSeq, String customer) throws SQLException {
    Document document = document(documentSeq);
    switch (decide.book(document)) {
      case Booking.Waiting(ParkedReason reason, String item) ->
          waitOn(documentSeq, reason, item, item, customer);
      case Booking.Booked booked -> {
        if (customer == null) {
          release(documentSeq, document, booked);
        } else {
          waitOn(documentSeq, ParkedReason.UNKNOWN_CUSTOMER, customer, null, customer);
        }
      }
    }
  }

  /**
   * Books a parked document.
   *
   * @param documentSeq its place in the log
   */
  public void release(long documentSeq, Document document, Booking.Booked booked)
      throws SQLException {
    before.booking(document, booked);
    DocumentKey key = document.key();
    long seq = batch.fact(Entity.RELEASE, key.terminal() + "/" + key.epoch() + "/" + key.n());
    PreparedStatement delete = batch.prepare(DELETE_PARKED);
    delete.setLong(1, documentSeq);
    delete.executeUpdate();
    PreparedStatement insert = batch.prepare(INSERT_RELEASE);
    insert.setLong(1, seq);
    insert.setLong(2, documentSeq);
    String resolved = Resolved.toText(booked.resolved());
    insert.setString(3, resolved == null ? Resolved.NOTHING : resolved);
    insert.executeUpdate();
    journal.parkedChanged();
    journal.book(documentSeq, document, booked);
  }

  /**
   * Lets a parked document go on waiting.
   *
   * @param documentSeq its place in the log
   * @param detail what for, in words, or the first code of it
   * @param item the item, or null
   * @param customer the customer, or null
   */
  public void waitOn(
      long documentSeq, ParkedReason reason, String detail, String item, String customer)
      throws SQLException {
    PreparedStatement update = batch.prepare(UPDATE_WAITING);
    update.setString(1, reason.toString());
    update.setString(2, detail);
    update.setString(3, item);
    update.setString(4, customer);
    update.setLong(5, documentSeq);
    update.executeUpdate();
    if (item == null) {
      journal.parkedChanged();
    } else {
      journal.waitsAnew();
    }
  }

  private Document document(long seq) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT_BODY);
    select.setLong(1, seq);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return DocumentJson.read(row.getBytes(1));
    } catch (IOException e) {
      throw new UncheckedIOException("document " + seq + " waits and cannot be read", e);
    }
  }

  /** Says what a document moves, as far as the catalogue knows. */
  @FunctionalInterface
  public interface Decide {

    /** Books it, or names the item that is missing. */
    Booking book(Document document) throws SQLException;
  }
}
