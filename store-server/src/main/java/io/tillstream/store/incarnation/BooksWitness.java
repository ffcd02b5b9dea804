package io.tillstream.store.incarnation;

/**
 * What is remembered outside the database: the books had come at least so far. It is written after
 * what it says is durable, so an honest database is never behind it, however the program died.
 *
 * @param store whose books
 * @param incarnation of the change log
 * @param seq the last change then
 * @param ownEpoch of the store's own documents
 * @param epochs the highest that any terminal was granted; 0 when that is not known
 * @param epochSum of all terminals; each grant raises it
 */
record BooksWitness(
    String store, String incarnation, long seq, int ownEpoch, int epochs, int epochSum) {}
