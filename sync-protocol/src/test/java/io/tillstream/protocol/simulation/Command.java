package io.tillstream.protocol.simulation;

/**
 * A change of a store's books, decided inside the transaction that makes it. It does the same each
 * time it is applied to the same books.
 *
 * @param <R> what it answers
 */
@FunctionalInterface
interface Command<R> {
  R apply(Books books);
}
