package io.tillstream.store.intake;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.Outcome;
import io.tillstream.store.catalogue.StockedItems;
import io.tillstream.store.count.PostedCounts;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.customer.Customer;
import io.tillstream.store.customer.Customers;
import io.tillstream.store.document.Collisions;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.own.OwnReferences;
import io.tillstream.store.transfer.WriteTransfers;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import io.tillstream.store.writer.Divisible;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes in one upload: books what is new, recognises what was there, keeps what contradicts it.
 * Immutable.
 *
 * @param stream whose documents
 * @param chained the upload, sound by itself
 * @param hashes the chain after each of its records
 * @param documents the same records, read
 * @param unknownCustomer what becomes of documents whose customer is not known
 * @param closed whether the terminal has begun another epoch since
 * @param asideLast whether the last document is kept without being booked, because booking it has
 *     failed
 */
record ReceiveDocuments(
    DocumentStream stream,
    ChainedBatch chained,
    List<Hash> hashes,
    List<ReceivedDocument> documents,
    UnknownCustomer unknownCustomer,
    boolean closed,
    boolean asideLast)
    implements Divisible<Received> {

  private static final String NOT_BOOKABLE = "booking it failed; the log of that time says why";

  @Override
  public int weight() {
    return Math.max(1, documents.size());
  }

  @Override
  public Received applyTo(Batch batch) throws SQLException {
    Watermark standing = batch.standing(stream);
    Reception reception =
        Reception.of(standing, chained, hashes, new HeldHashes(batch, stream, chained, standing));
    return switch (reception) {
      case Reception.Gap(Watermark from) -> new Received.Gap(from);
      case Reception.Repeated() ->
          new Received.Answered(Outcome.DUPLICATE, standing, duplicates(documents.size()));
      case Reception.Fork(int firstDifferent) -> keepBeside(batch, standing, firstDifferent);
      case Reception.Fresh(int firstNew) -> takeIn(batch, firstNew);
    };
  }

  private Received takeIn(Batch batch, int firstNew) throws SQLException {
    List<DocumentVerdict> verdicts = duplicates(firstNew);
    Customers customers = Customers.of(batch);
    customers.look(named(firstNew));
    HeldAlready already =
        HeldAlready.look(batch, stream, closed, documents.subList(firstNew, documents.size()));
    for (int i = firstNew; i < documents.size(); i++) {
      boolean aside = asideLast && i == documents.size() - 1;
      verdicts.add(takeIn(batch, customers, already, documents.get(i), aside));
    }
    new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch))
        .waitingForCustomers(customers.arrived());
    return new Received.Answered(Outcome.APPLIED, batch.standing(stream), verdicts);
  }

  /** The customers that new documents name; read together, because one by one is slow. */
  private Set<String> named(int firstNew) {
    Set<String> named = new HashSet<>();
    for (ReceivedDocument received : documents.subList(firstNew, documents.size())) {
      if (received
          instanceof ReceivedDocument.Legible(Held held, Booking booking, boolean wasBooked)) {
        if (held.document().customer() != null) {
          named.add(held.document().customer());
        }
        if (held.document().type() == DocumentType.CUSTOMER) {
          Customer.of(held.document()).forEach(customer -> named.add(customer.customer()));
        }
      }
    }
    return named;
  }

  private DocumentVerdict takeIn(
      Batch batch,
      Customers customers,
      HeldAlready already,
      ReceivedDocument document,
      boolean aside)
      throws SQLException {
    return switch (document) {
      case ReceivedDocument.Unreadable(Held held, String why, boolean isJson) -> {
        Journal.of(batch).parkUnreadable(held, why, isJson);
        yield parked(held, ParkedReason.UNREADABLE, why);
      }
      case ReceivedDocument.Legible(Held held, Booking booking, boolean wasBooked) -> {
        if (aside) {
          Journal.of(batch).park(held, ParkedReason.NOT_BOOKABLE, NOT_BOOKABLE, null, null);
          yield parked(held, ParkedReason.NOT_BOOKABLE, NOT_BOOKABLE);
        }
        Optional<DocumentKey> same = already.place(held.document());
        if (wasBooked && same.isEmpty()) {
          same = PostedCounts.heldAlready(batch, held.document());
        }
        if (same.isPresent()) {
          String place = same.get().toString();
          Journal.of(batch).park(held, ParkedReason.HELD_ALREADY, place, null, null);
          yield parked(held, ParkedReason.HELD_ALREADY, place);
        }
        UnknownCustomer policy = wasBooked ? UnknownCustomer.ACCEPT : unknownCustomer;
        String customer = policy.missing(customers, held.document().customer());
        yield book(batch, held, booking, wasBooked, customers, customer);
      }
      case ReceivedDocument.Settled settled -> {
        settled.keep(batch);
        yield parked(settled.held(), settled.reason(), settled.detail());
      }
    };
  }

  private DocumentVerdict book(
      Batch batch,
      Held held,
      Booking booking,
      boolean wasBooked,
      Customers customers,
      String customer)
      throws SQLException {
    Booking decided =
        booking instanceof Booking.Waiting ? StockedItems.of(batch).book(held.document()) : booking;
    return switch (decided) {
      case Booking.Waiting(ParkedReason reason, String item) -> {
        Journal.of(batch).park(held, reason, item, item, customer);
        yield parked(held, reason, item);
      }
      case Booking.Booked booked -> {
        if (customer != null) {
          Journal.of(batch).park(held, ParkedReason.UNKNOWN_CUSTOMER, customer, null, customer);
          yield parked(held, ParkedReason.UNKNOWN_CUSTOMER, customer);
        }
        if (wasBooked) {
          RestateLate.ofArrivals(batch).bookingAgain(held.document(), booked);
        } else {
          RestateLate.ofArrivals(batch)
              .booking(held.document(), booked); // I9: before it in the log
        }
        long seq = Journal.of(batch).accept(held, booked);
        if (held.document().type() == DocumentType.CUSTOMER) {
          Customer.of(held.document()).forEach(customers::arrive);
        } else if (held.key().terminal().equals(TerminalId.STORE_ITSELF)) {
          OwnReferences.returned(batch, held.document(), seq); // given back by head office
          new WriteTransfers(batch).book(held.document());
        }
        if (held.document().count() != null) {
          PostedCounts.take(batch, held.document(), seq);
        }
        yield new DocumentVerdict(held.key().n(), Verdict.ACCEPTED);
      }
    };
  }

  private static DocumentVerdict parked(Held held, ParkedReason reason, String detail) {
    return new DocumentVerdict(held.key().n(), Verdict.PARKED, reason, detail);
  }

  private Received keepBeside(Batch batch, Watermark standing, int firstDifferent)
      throws SQLException {
    List<DocumentVerdict> verdicts = duplicates(firstDifferent);
    List<Held> different = new ArrayList<>();
    for (ReceivedDocument document : documents.subList(firstDifferent, documents.size())) {
      different.add(document.held());
      verdicts.add(
          new DocumentVerdict(document.held().key().n(), Verdict.PARKED, ParkedReason.FORK, null));
    }
    Collisions.keep(batch, different);
    return new Received.Answered(Outcome.FORK, standing, verdicts);
  }

  private List<DocumentVerdict> duplicates(int count) {
    List<DocumentVerdict> verdicts = new ArrayList<>(documents.size());
    for (int i = 0; i < count; i++) {
      verdicts.add(new DocumentVerdict(documents.get(i).held().key().n(), Verdict.DUPLICATE));
    }
    return verdicts;
  }

  @Override
  public int facts() {
    return documents.size();
  }

  @Override
  public ReceiveDocuments upTo(int count) {
    Watermark end =
        new Watermark(chained.records().get(count - 1).position(), hashes.get(count - 1));
    return new ReceiveDocuments(
        stream,
        new ChainedBatch(chained.from(), chained.records().subList(0, count), end),
        hashes.subList(0, count),
        documents.subList(0, count),
        unknownCustomer,
        closed,
        false);
  }

  @Override
  public Command<Received> setAside() {
    return new ReceiveDocuments(stream, chained, hashes, documents, unknownCustomer, closed, true);
  }

  @Override
  public Received joined(List<Received> answers) {
    List<DocumentVerdict> verdicts = new ArrayList<>(answers.size());
    Outcome outcome = Outcome.DUPLICATE;
    Watermark watermark = null;
    for (Received answer : answers) {
      switch (answer) {
        case Received.Gap gap -> {
          return gap;
        }
        case Received.Answered(Outcome own, Watermark standing, List<DocumentVerdict> each) -> {
          // What pieces before it have answered is a duplicate in this one.
          verdicts.addAll(each.subList(verdicts.size(), each.size()));
          outcome = own == Outcome.DUPLICATE ? outcome : own;
          watermark = standing;
        }
      }
    }
    return new Received.Answered(outcome, watermark, verdicts);
  }
}
