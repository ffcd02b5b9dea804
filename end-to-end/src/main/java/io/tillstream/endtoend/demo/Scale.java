package io.tillstream.endtoend.demo;

/**
 * How large a demonstration is.
 *
 * @param stores shops
 * @param terminalsPerStore tills in each
 * @param outagePercent share of the receipts made while the link is cut
 */
record Scale(int stores, int terminalsPerStore, int outagePercent) {

  int tills() {
    return stores * terminalsPerStore;
  }
}
