package io.tillstream.protocol.handshake;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What is remembered of a journal outside its database, so that a restored or copied database is
 * recognised even if the store never saw its last documents.
 *
 * <p>It is written <em>after</em> a document's commit and <em>before</em> its number is shown to
 * anyone. So an honest journal is never behind its witness, however the agent died, and every
 * number that was shown is below or at it. An agent that syncs it less often than each document
 * trades this: after a power loss, a copy that is younger than the last sync is not recognised.
 *
 * @param stream whose journal
 * @param head its last document when this was written
 * @param session the session that the agent had begun; see {@link Sessions}
 */
public record Witness(DocumentStream stream, Watermark head, String session) {

  /**
   * Compares a journal with its witness, at the agent's start and before it numbers anything. Pure.
   *
   * @param witness empty when none is found, or it cannot be read
   * @param stream of the journal
   * @param journalHead the journal's last document
   * @param ownHashAt the journal's chain hash at a position; empty where it is purged
   */
  public static WitnessVerdict check(
      Optional<Witness> witness,
      DocumentStream stream,
      Watermark journalHead,
      LongFunction<Optional<Hash>> ownHashAt) {
    if (witness.isEmpty()) {
      return WitnessVerdict.MISSING;
    }
    if (!witness.get().stream().equals(stream)) {
      return WitnessVerdict.FOREIGN;
    }
    Watermark seen = witness.get().head();
    if (journalHead.position() < seen.position()) {
      return WitnessVerdict.JOURNAL_BEHIND;
    }
    Optional<Hash> own =
        journalHead.position() == seen.position()
            ? Optional.of(journalHead.hash())
            : Handshake.hashAt(seen.position(), ownHashAt);
    return own.isEmpty() || own.get().equals(seen.hash())
        ? WitnessVerdict.AGREES
        : WitnessVerdict.FOREIGN;
  }
}
