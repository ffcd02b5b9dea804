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
    boolean askedHeadOffice) {

  static RestoredStatus of(Life life, Lives.Back back) {
    String summary =
        "the database was restored from a backup: %s came back from terminals, %d from head office"
            .formatted(documents(back.fromTerminals()), back.fromHeadOffice());
    return new RestoredStatus(
        back.missing() == 0 ? summary : summary + "; " + documents(back.missing()) + " not yet",
        Instant.ofEpochMilli(life.beganAtMillis()),
        life.foundBy(),
        life.detail(),
        back.fromTerminals(),
        back.fromHeadOffice(),
        back.missing(),
        life.isFetched());
  }

  private static String documents(long count) {
    return count == 1 ? "1 document" : count + " documents";
  }
}
