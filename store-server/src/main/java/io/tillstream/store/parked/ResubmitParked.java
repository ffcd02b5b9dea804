package io.tillstream.store.parked;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.store.catalogue.StockedItems;
import io.tillstream.store.count.PostedCounts;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.customer.Customer;
import io.tillstream.store.customer.Customers;
import io.tillstream.store.document.Held;
import io.tillstream.store.document.Journal;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.intake.ReadDocument;
import io.tillstream.store.intake.ReceivedDocument;
import io.tillstream.store.intake.UnknownCustomer;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import io.tillstream.store.writer.Divisible;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries again to book a parked document, as if it came now.
 *
 * @param key which one
 * @param read how documents are read
 * @param unknownCustomer what becomes of documents whose customer is not known
 * @param aside whether it only stays parked, because booking it has failed
 */
record ResubmitParked(
    DocumentKey key, ReadDocument read, UnknownCustomer unknownCustomer, boolean aside)
    implements Divisible<Settled> {

  private static final String NOT_BOOKABLE =
      "booking it failed again; the log of that time says why";

  @Override
  public Settled applyTo(Batch batch) throws SQLException {
    Optional<ParkedDocument> found = ParkedDocument.find(batch, key);
    if (found.isEmpty()) {
      return new Settled.Unknown();
    }
    ParkedDocument document = found.get();
    if (document.isBooked()) {
      return new Settled.Booked();
    }
    if (document.dismissedFor() != null) {
      return new Settled.DecidedOtherwise("it was dismissed: " + document.dismissedFor());
    }
    if (aside) {
      return park(batch, document.seq(), ParkedReason.NOT_BOOKABLE, NOT_BOOKABLE, null, null);
    }
    return switch (read.read(key, document.body(), document.hash())) {
      case ReceivedDocument.Unreadable(Held held, String why, boolean isJson) ->
          park(batch, document.seq(), ParkedReason.UNREADABLE, why, null, null);
      case ReceivedDocument.Legible(Held held, Booking booking, boolean wasBooked) ->
          book(batch, document.seq(), held.document());
      case ReceivedDocument.Settled settled ->
          throw new IllegalStateException("only head office gives back what is settled");
    };
  }

  private Settled book(Batch batch, long seq, Document document) throws SQLException {
    Customers customers = Customers.of(batch);
    List<String> named = new ArrayList<>();
    Customer.of(document).forEach(each -> named.add(each.customer()));
    if (document.customer() != null) {
      named.add(document.customer());
    }
    customers.look(named);
    String customer = unknownCustomer.missing(customers, document.customer());
    Journal.of(batch).tell(seq, document); // it can be read now, whether it is booked or waits
    return switch (StockedItems.of(batch).book(document)) {
      case Booking.Waiting(ParkedReason reason, String item) ->
          park(batch, seq, reason, item, item, customer);
      case Booking.Booked booked -> {
        if (customer != null) {
          yield park(batch, seq, ParkedReason.UNKNOWN_CUSTOMER, customer, null, customer);
        }
        ReleaseParked release =
            new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch));
        release.release(seq, document, booked);
        if (document.count() != null) {
          PostedCounts.take(batch, document, seq); // a mark that an older program could not read
        }
        if (document.type() == DocumentType.CUSTOMER) {
          Customer.of(document).forEach(customers::arrive);
          release.waitingForCustomers(customers.arrived());
        }
        yield new Settled.Booked();
      }
    };
  }

  private static Settled park(
      Batch batch, long seq, ParkedReason reason, String detail, String item, String customer)
      throws SQLException {
    new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch))
        .waitOn(seq, reason, detail, item, customer);
    return new Settled.StillParked(reason, detail);
  }

  @Override
  public int facts() {
    return 1;
  }

  @Override
  public ResubmitParked upTo(int count) {
    return this;
  }

  @Override
  public Command<Settled> setAside() {
    return new ResubmitParked(key, read, unknownCustomer, true);
  }

  @Override
  public Settled joined(List<Settled> answers) {
    return answers.getLast();
  }
}
