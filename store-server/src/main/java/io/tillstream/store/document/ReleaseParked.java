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
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Books parked documents once what they waited for has arrived, in the batch in which it arrives.
 * The writer's thread only.
 */
public final class ReleaseParked {

  private static final String SELECT_WAITING =
      "SELECT document_seq FROM parked WHERE item IN " + Batch.KEYS;
  private static final String SELECT_BODY = "SELECT body FROM document WHERE seq = ?";
  private static final String DELETE_PARKED = "DELETE FROM parked WHERE document_seq = ?";
  private static final String INSERT_RELEASE =
      "INSERT INTO document_release (seq, document_seq, resolved) VALUES (?, ?, ?)";
  private static final String UPDATE_WAITING =
      "UPDATE parked SET item = ?, detail = ? WHERE document_seq = ?";

  private final Batch batch;
  private final Journal journal;
  private final Decide decide;

  /**
   * A release with a catalogue that knows the new items.
   *
   * @param decide books a document against that catalogue
   */
  public ReleaseParked(Batch batch, Decide decide) {
    this.batch = batch;
    this.decide = decide;
    journal = Journal.of(batch);
  }

  /** Books what waited for these items, unless it waits for yet another one. */
  public void waitingFor(Collection<String> items) throws SQLException {
    journal.flush(); // documents of this very batch may wait, too
    SortedSet<Long> waiting = new TreeSet<>();
    batch.select(SELECT_WAITING, items, row -> waiting.add(row.getLong(1)));
    for (long documentSeq : waiting) {
      Document document = document(documentSeq);
      switch (decide.book(document)) {
        case Booking.Booked booked -> release(documentSeq, document.key(), booked);
        case Booking.Waiting(ParkedReason reason, String item) -> waitOn(documentSeq, item);
      }
    }
  }

  private void release(long documentSeq, DocumentKey key, Booking.Booked booked)
      throws SQLException {
    long seq = batch.fact(Entity.RELEASE, key.terminal() + "/" + key.epoch() + "/" + key.n());
    PreparedStatement delete = batch.prepare(DELETE_PARKED);
    delete.setLong(1, documentSeq);
    delete.executeUpdate();
    PreparedStatement insert = batch.prepare(INSERT_RELEASE);
    insert.setLong(1, seq);
    insert.setLong(2, documentSeq);
    insert.setString(3, Resolved.toText(booked.resolved()));
    insert.executeUpdate();
    journal.book(documentSeq, booked.movements());
  }

  private void waitOn(long documentSeq, String item) throws SQLException {
    PreparedStatement update = batch.prepare(UPDATE_WAITING);
    update.setString(1, item);
    update.setString(2, item);
    update.setLong(3, documentSeq);
    update.executeUpdate();
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
