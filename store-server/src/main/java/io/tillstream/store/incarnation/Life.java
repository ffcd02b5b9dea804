package io.tillstream.store.incarnation;

/**
 * A life of the change log that began because the database had gone back.
 *
 * @param incarnation its name
 * @param former the life before it
 * @param formerSeq where that one ended in the database as it was found
 * @param ownEpoch of the store's own documents in this life
 * @param foundBy who knew more than the database
 * @param detail in words
 * @param beganAtMillis when, epoch milliseconds
 * @param isFetched whether head office has nothing more to give back
 */
public record Life(
    String incarnation,
    String former,
    long formerSeq,
    int ownEpoch,
    String foundBy,
    String detail,
    long beganAtMillis,
    boolean isFetched) {}
