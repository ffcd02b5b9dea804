package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.wire.Fact;
import io.tillstream.protocol.wire.StrictJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The receiving end of every store. It answers only what is synced. */
final class HeadOffice extends Program {

  private static final int DOCUMENTS_MAX = 50;

  /**
   * What head office holds of a store.
   *
   * @param standings how far each stream is
   * @param lost the documents after where the store stands, as far as one answer goes
   * @param booked which documents it has booked: decisions that the store may have lost
   */
  record Holdings(
      Map<DocumentStream, Long> standings,
      Map<DocumentStream, ChainedBatch> lost,
      Set<DocumentKey> booked) {}

  private final Database<HeadOfficeBooks> database = new Database<>(new HeadOfficeBooks());

  HeadOffice(World world) {
    super(world, "head office");
  }

  @Override
  protected void begin() throws DiskFull {
    effect(database::sync);
  }

  @Override
  protected void machineLosesPower() {
    database.losePower();
  }

  @Override
  protected long restMillis() {
    return 2_000L + world().dice().below(5_000, this);
  }

  Database<HeadOfficeBooks> database() {
    return database;
  }

  HeadOfficeBooks books() {
    return database.read();
  }

  void receive(
      StoreId store, String incarnation, ChainedBatch envelope, Consumer<UploadAnswer> answer) {
    if (!isAlive() || envelope.fault().isPresent()) {
      return;
    }
    world().run(this, () -> apply(store, incarnation, envelope, answer));
  }

  private void apply(
      StoreId store, String incarnation, ChainedBatch envelope, Consumer<UploadAnswer> answer)
      throws DiskFull {
    List<Fact> facts =
        envelope.records().stream().map(r -> StrictJson.read(r.line(), Fact.class)).toList();
    List<UploadAnswer> answers = new ArrayList<>();
    effect(
        () ->
            database.commit(
                books -> answers.add(books.receive(store, incarnation, envelope, facts))));
    effect(database::sync);
    answer.accept(answers.getFirst());
  }

  /** What a restored store asks for. */
  void documentsAfter(
      StoreId store, Map<DocumentStream, Watermark> standings, Consumer<Holdings> answer) {
    if (!isAlive()) {
      return;
    }
    Map<DocumentStream, Long> held = new HashMap<>();
    Map<DocumentStream, ChainedBatch> lost = new HashMap<>();
    database
        .durable()
        .streams
        .forEach(
            (stream, book) -> {
              if (stream.store().equals(store)) {
                held.put(stream, (long) book.held().size());
                Watermark standing = standings.getOrDefault(stream, Watermark.START);
                if (book.held().size() > standing.position()) {
                  lost.put(stream, after(book, standing.position()));
                }
              }
            });
    answer.accept(new Holdings(held, lost, Set.copyOf(database.durable().booked)));
  }

  private static ChainedBatch after(StreamBook book, long n) {
    List<ChainedRecord> records = new ArrayList<>();
    for (long at = n + 1; at <= book.held().size() && records.size() < DOCUMENTS_MAX; at++) {
      records.add(new ChainedRecord(at, book.held().get((int) at - 1).line()));
    }
    return ChainedBatch.after(
        new Watermark(n, book.hashAt(n).orElseThrow()), records, n + records.size());
  }
}
