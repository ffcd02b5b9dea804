package io.tillstream.store.incarnation;

import java.time.Instant;

/**
 * What became of a database that had gone back.
 *
 * @param summary all of it in a sentence
 * @param since when it was found out
 * @param foundBy who knew more: witness, head-office or terminal
 * @param detail what they knew
 * @param fromTerminals documents that terminals brought again
 * @param fromHeadOffice documents that head office gave back
 * @param missing documents that somebody has claimed and nobody brought yet
 * @param heldRanges shared number ranges of which nothing is lent until a person has said from
 *     where
 * @param askedHeadOffice whether head office has given back all it had
 */
public record RestoredStatus(
    String summary,
    Instant since,
    String foundBy,
    String detail,
    long fromTerminals,
    long fromHeadOffice,
    long missing,
    long heldRanges,
    boolean askedHeadOffice) {

  static RestoredStatus of(Life life, Lives.Back back) {
    String summary =
        "the database was restored from a backup: %s came back from terminals, %d from head office"
            .formatted(documents(back.fromTerminals()), back.fromHeadOffice());
    return new RestoredStatus(
        summary
            + (back.missing() == 0 ? "" : "; " + documents(back.missing()) + " not yet")
            + (back.heldRanges() == 0
                ? ""
                : "; number ranges that wait for their next number: " + back.heldRanges()),
        Instant.ofEpochMilli(life.beganAtMillis()),
        life.foundBy(),
        life.detail(),
        back.fromTerminals(),
        back.fromHeadOffice(),
        back.missing(),
        back.heldRanges(),
        life.isFetched());
  }

  private static String documents(long count) {
    return count == 1 ? "1 document" : count + " documents";
  }
}
