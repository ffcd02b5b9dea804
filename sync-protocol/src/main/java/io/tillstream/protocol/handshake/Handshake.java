package io.tillstream.protocol.handshake;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import java.util.Optional;
import java.util.function.LongFunction;

/** The decisions of a handshake, on both ends. Pure. */
public final class Handshake {

  private Handshake() {}

  /**
   * The store's judgement. It presumes that the store has not gone back ({@link #storeWentBack}); a
   * store that has takes a new incarnation and forgets every session first.
   *
   * <p>Where the store holds no hash to compare with, nothing speaks against the terminal; it
   * compares the store's watermark with its own journal ({@link #concluded}), and {@link
   * io.tillstream.protocol.chain.Reception} compares each batch.
   *
   * @param standing what the store holds of the stream
   * @param heldHashAt the chain hash that the store holds at a position of the stream
   * @param knownSession the session that the store confirmed last, or null when it knows none
   */
  public static Judgement judge(
      Greeting greeting,
      Watermark standing,
      LongFunction<Optional<Hash>> heldHashAt,
      String knownSession) {
    boolean continues =
        knownSession == null
            || knownSession.equals(greeting.previousSession())
            || knownSession.equals(greeting.session());
    if (!continues) {
      return Judgement.COPIED; // I11
    }
    Watermark head = greeting.head();
    if (head.position() < standing.position()) {
      return hashAt(head.position(), heldHashAt).filter(head.hash()::equals).isPresent()
          ? Judgement.RESTORED
          : Judgement.PARTED;
    }
    if (head.position() == standing.position()) {
      return head.hash().equals(standing.hash()) ? Judgement.AGREES : Judgement.PARTED;
    }
    Watermark acknowledged = greeting.acknowledged();
    return acknowledged.position() <= standing.position()
            && differs(acknowledged, hashAt(acknowledged.position(), heldHashAt))
        ? Judgement.PARTED
        : Judgement.AGREES;
  }

  /**
   * The terminal's conclusion from a store's judgement: the store cannot see the documents that the
   * terminal has not sent, so the terminal compares the store's watermark with its own journal.
   *
   * @param judgement the store's
   * @param standing what the store says it holds
   * @param head the last document of the terminal's journal
   * @param ownHashAt the journal's chain hash at a position; empty where it is purged
   */
  public static Judgement concluded(
      Judgement judgement,
      Watermark standing,
      Watermark head,
      LongFunction<Optional<Hash>> ownHashAt) {
    if (judgement.outcome() != HandshakeOutcome.OK) {
      return judgement;
    }
    if (standing.position() > head.position()) {
      return Judgement.RESTORED;
    }
    return differs(standing, hashAt(standing.position(), ownHashAt))
        ? Judgement.PARTED
        : Judgement.AGREES;
  }

  /**
   * Whether the store has lost what it once confirmed: its database was restored from a backup
   * (I18). It then takes a new incarnation, forgets the sessions it knew and answers with what it
   * still holds, so that terminals offer the rest again.
   *
   * <p>Only a terminal that stands in this very incarnation can testify. Those that stand in an
   * earlier one were confirmed more before the loss that is known already; if they counted, each of
   * them would begin one more incarnation, without end. So a terminal must greet before it takes in
   * pages of another incarnation: its cursor says in which one it was last confirmed anything.
   *
   * @param standing what the store holds of the stream
   * @param incarnation of the store's change log
   * @param headSeq the last durable change of this incarnation
   */
  public static boolean storeWentBack(
      Greeting greeting, Watermark standing, String incarnation, long headSeq) {
    Cursor cursor = greeting.cursor();
    boolean sameLog = cursor != null && incarnation.equals(cursor.incarnation());
    return sameLog
        && (cursor.seq() > headSeq || greeting.acknowledged().position() > standing.position());
  }

  static Optional<Hash> hashAt(long position, LongFunction<Optional<Hash>> hashes) {
    return position == 0 ? Optional.of(Hash.START) : hashes.apply(position);
  }

  private static boolean differs(Watermark claimed, Optional<Hash> held) {
    return held.isPresent() && !held.get().equals(claimed.hash());
  }
}
