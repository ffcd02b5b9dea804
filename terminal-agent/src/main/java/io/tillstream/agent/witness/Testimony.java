package io.tillstream.agent.witness;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.handshake.Witness;
import io.tillstream.protocol.identity.DocumentStream;

/**
 * What a witness file says.
 *
 * @param stream whose journal
 * @param place on which computer and in which folder the journal lay; a file that was carried
 *     elsewhere together with its journal is no witness there
 * @param proven whether the journal was ever known to be the newest of its name; not while a
 *     journal that was found without a witness waits for the store's word
 * @param sessions the thread of the conversation with the store
 * @param head the last document whose number was shown, as far as the file was written
 * @param returns how many times goods that were leased to the journal were given back: one that
 *     says less was put back, and would sell them again
 * @param bound no number beyond this n was ever shown, whatever the power did to {@code head}
 */
public record Testimony(
    DocumentStream stream,
    String place,
    boolean proven,
    Sessions sessions,
    long returns,
    Watermark head,
    long bound) {

  /** As the protocol compares it with a journal. */
  public Witness toWitness() {
    return new Witness(stream, head, sessions.offered());
  }

  Testimony with(Sessions newer) {
    return new Testimony(stream, place, proven, newer, returns, head, bound);
  }

  Testimony asProven() {
    return new Testimony(stream, place, true, sessions, returns, head, bound);
  }

  Testimony with(Watermark newerHead, long newerBound) {
    return new Testimony(stream, place, proven, sessions, returns, newerHead, newerBound);
  }

  Testimony withReturns(long more) {
    return new Testimony(stream, place, proven, sessions, more, head, bound);
  }
}
