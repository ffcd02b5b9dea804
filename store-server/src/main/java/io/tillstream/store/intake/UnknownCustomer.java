package io.tillstream.store.intake;

import io.tillstream.store.customer.Customers;

/** What becomes of a document that names a customer whom the store does not know. */
public enum UnknownCustomer {
  /** It is parked until the customer arrives. */
  PARK,
  /** It is booked: the shop does not keep its customers here. */
  ACCEPT;

  /**
   * The customer that a document has to wait for, or null.
   *
   * @param customer whom it names, or null
   */
  public String missing(Customers customers, String customer) {
    return this == PARK && customer != null && !customers.isKnown(customer) ? customer : null;
  }
}
