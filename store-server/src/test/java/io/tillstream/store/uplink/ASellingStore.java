package io.tillstream.store.uplink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.writer.Fence;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store with one till, whose facts a broker takes. */
final class ASellingStore {

  private final H2Books books;
  private final ABroker broker;
  private final AJournal journal = AJournal.of("T1");
  private final HeadOfficeProgress progress = new HeadOfficeProgress();
  private final List<Uplink> uplinks = new ArrayList<>();

  ASellingStore(H2Books books, ABroker broker) {
    this.books = books;
    this.broker = broker;
  }

  void close() {
    uplinks.forEach(Uplink::stop);
  }

  /** The last of its till's documents that head office is known to hold. */
  long acknowledged() {
    return progress.acknowledged(journal.stream());
  }

  /** As head office gives it out. */
  StoreStanding receipt(Watermark watermark) {
    return ABroker.sealed(
        new StoreStanding(
            Protocol.VERSION,
            H2Books.SHOP.id().value(),
            books.writer().published().incarnation(),
            StandingOutcome.APPLIED,
            watermark,
            0L,
            null));
  }

  /** Its own watermark at a position. */
  Watermark own(Uplink uplink, long position) throws SQLException {
    return new ReadFacts(books.database(), H2Books.SHOP.id(), 2_000)
        .at(position, uplink.stand().confirmed(), 100_000);
  }

  /** Where the books stand. */
  long head() {
    return books.writer().published().seq();
  }

  /** Starts to send. */
  Uplink sends() throws SQLException {
    Uplink uplink =
        new Uplink(
            new QuickWay(Optional.empty(), 10),
            H2Books.SHOP,
            books.writer(),
            new Fence(books.writer(), books.database()),
            books.restoration(),
            Clock.systemUTC(),
            progress,
            books.database(),
            broker,
            new SimpleMeterRegistry());
    uplinks.add(uplink);
    uplink.start();
    return uplink;
  }

  /** Sells at its till. */
  void sells(int sales) {
    for (int i = 0; i < sales; i++) {
      journal.sells(1, "LAMP");
      Held held = held(journal.size());
      books.write(
          batch ->
              Journal.of(batch)
                  .accept(
                      held,
                      (Booking.Booked) Booking.of(held.document(), item -> Optional.empty())));
    }
  }

  private Held held(int n) {
    try {
      Document document = DocumentJson.READER.readValue(journal.body(n), Document.class);
      return new Held(document.key(), journal.hash(n), journal.body(n), document);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
