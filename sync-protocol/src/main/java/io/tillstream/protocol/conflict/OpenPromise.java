package io.tillstream.protocol.conflict;

import io.tillstream.protocol.money.Quantity;

/**
 * Goods of an item that are kept for a customer.
 *
 * @param reference of the promise
 * @param customer to whom
 * @param left how much of it was not sold to that customer yet
 */
public record OpenPromise(String reference, String customer, Quantity left) {}
