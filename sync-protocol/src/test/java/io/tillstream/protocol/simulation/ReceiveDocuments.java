package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.FactRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A batch of documents, from a terminal or, after a restore, from head office. */
final class ReceiveDocuments implements Command<ReceiveDocuments.Reply> {

  /**
   * What the sender hears.
   *
   * @param answer to the batch
   * @param refused the credential is not good
   * @param headOffice the last n of the stream that head office holds
   */
  record Reply(UploadAnswer answer, boolean refused, long headOffice) {}

  private static final int FROM_HEAD_OFFICE = 0;

  private final World world;
  private final DocumentStream stream;
  private final int credential;
  private final ChainedBatch batch;
  private final List<Hash> hashes;
  private final List<Optional<Document>> documents;
  private final Set<DocumentKey> decided;

  ReceiveDocuments(World world, DocumentStream stream, int credential, ChainedBatch batch) {
    this(world, stream, credential, batch, Set.of());
  }

  private ReceiveDocuments(
      World world,
      DocumentStream stream,
      int credential,
      ChainedBatch batch,
      Set<DocumentKey> decided) {
    this.decided = decided;
    this.world = world;
    this.stream = stream;
    this.credential = credential;
    this.batch = batch;
    this.hashes = batch.hashes();
    this.documents = batch.records().stream().map(ReadDocument::of).toList();
  }

  /**
   * What head office gives back.
   *
   * @param decided what it has booked: that is not asked again
   */
  static ReceiveDocuments ofHeadOffice(
      World world, DocumentStream stream, ChainedBatch batch, Set<DocumentKey> decided) {
    return new ReceiveDocuments(world, stream, FROM_HEAD_OFFICE, batch, decided);
  }

  @Override
  public Reply apply(Books books) {
    if (credential != FROM_HEAD_OFFICE) {
      if (!books.admits(credential, stream)) {
        return new Reply(new UploadAnswer.NoAnswer(), true, 0);
      }
      if (books.healing) {
        return new Reply(new UploadAnswer.NoAnswer(), false, 0);
      }
    }
    return new Reply(answer(books), false, books.headOffice.getOrDefault(stream, 0L));
  }

  private UploadAnswer answer(Books books) {
    if (batch.faultOfDocuments().isPresent()) {
      return new UploadAnswer.NoAnswer();
    }
    boolean makesSense = documents.stream().allMatch(Optional::isPresent);
    if (!makesSense && !world.protects(Protection.PARK_ALONE)) {
      return new UploadAnswer.NoAnswer();
    }
    StreamBook book = books.book(stream);
    return switch (reception(book)) {
      case Reception.Fresh(int firstNew) -> {
        for (int i = firstNew; i < batch.records().size(); i++) {
          receive(books, book, i);
        }
        yield new UploadAnswer.Standing(book.standing());
      }
      case Reception.Repeated repeated -> {
        if (!world.protects(Protection.BOOK_ONCE)) {
          bookAgain(books);
        }
        yield new UploadAnswer.Standing(book.standing());
      }
      case Reception.Gap(Watermark standing) -> new UploadAnswer.GapAt(standing);
      case Reception.Fork fork -> new UploadAnswer.ForkAt(book.standing());
    };
  }

  private Reception reception(StreamBook book) {
    Watermark standing = book.standing();
    if (world.protects(Protection.PREFIX_CHECK)) {
      return Reception.of(standing, batch, hashes, (n, offered) -> book.hashAt(n).orElseThrow());
    }
    if (batch.from().position() > standing.position()) {
      return new Reception.Gap(standing);
    }
    return batch.to().position() <= standing.position()
        ? new Reception.Repeated()
        : new Reception.Fresh((int) (standing.position() - batch.from().position()));
  }

  private void receive(Books books, StreamBook book, int index) {
    ChainedRecord record = batch.records().get(index);
    Hash hash = hashes.get(index);
    DocumentKey key = stream.at(record.position());
    long seq = books.nextSeq();
    book.add(hash, record.line(), seq);
    Optional<Document> document = documents.get(index);
    if (document.isEmpty()) {
      byte[] fact = FactRecord.unreadable(seq, key, "no document", hash, record.line());
      books.append(new LogRow.Received(seq, key, fact));
      return;
    }
    if (isHeldAlready(books, document.get())) {
      byte[] fact =
          FactRecord.received(
              seq,
              Verdict.PARKED,
              ParkedReason.HELD_ALREADY,
              document.get().reference(),
              new TreeMap<>(),
              hash,
              record.line());
      books.append(new LogRow.Received(seq, key, fact));
      books.heldAlready.put(key, seq);
      return;
    }
    switch (Booking.of(document.get(), known(books))) {
      case Booking.Booked booked -> {
        byte[] fact =
            FactRecord.received(
                seq, Verdict.ACCEPTED, null, null, booked.resolved(), hash, record.line());
        books.append(new LogRow.Received(seq, key, fact));
        books.book(key, booked.movements());
      }
      case Booking.Waiting(ParkedReason reason, String item) -> {
        byte[] fact =
            FactRecord.received(
                seq, Verdict.PARKED, reason, item, new TreeMap<>(), hash, record.line());
        books.append(new LogRow.Received(seq, key, fact));
        books.parked.put(key, document.get());
      }
    }
  }

  /** The same deal under another name: made anew before, or the original of what was. */
  private boolean isHeldAlready(Books books, Document document) {
    boolean compared = document.replaces() != null || stream.epoch() < credential;
    boolean asked = credential == FROM_HEAD_OFFICE ? !decided.contains(document.key()) : compared;
    return asked && books.holdsDealOf(document);
  }

  private void bookAgain(Books books) {
    for (Optional<Document> document : documents) {
      if (document.isPresent()
          && Booking.of(document.get(), known(books)) instanceof Booking.Booked booked) {
        books.book(document.get().key(), booked.movements());
      }
    }
  }

  static Booking.Items known(Books books) {
    return item -> books.knows(item) ? Optional.of(true) : Optional.empty();
  }
}
