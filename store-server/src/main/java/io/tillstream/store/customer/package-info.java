/**
 * Whom documents may name. Customers come from the shop's own list and from the tills; they stay in
 * the store.
 */
package io.tillstream.store.customer;
