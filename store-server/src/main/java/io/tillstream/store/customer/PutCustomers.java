package io.tillstream.store.customer;

import io.tillstream.store.catalogue.StockedItems;
import io.tillstream.store.count.RestateLate;
import io.tillstream.store.document.ReleaseParked;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes in customers and corrects those who are there. Documents that waited for them are booked in
 * the same batch. Immutable.
 *
 * @param customers nobody twice
 */
record PutCustomers(List<Customer> customers) implements Command<Integer> {

  private static final int CUSTOMERS_PER_DOCUMENT = 4;

  @Override
  public int weight() {
    return 1 + customers.size() / CUSTOMERS_PER_DOCUMENT;
  }

  /** Answers how many are different now. */
  @Override
  public Integer applyTo(Batch batch) throws SQLException {
    Customers held = Customers.of(batch);
    held.look(customers.stream().map(Customer::customer).toList());
    int changed = 0;
    for (Customer customer : customers) {
      changed += held.put(customer) ? 1 : 0;
    }
    new ReleaseParked(batch, StockedItems.of(batch), RestateLate.ofReleases(batch))
        .waitingForCustomers(held.arrived());
    return changed;
  }
}
