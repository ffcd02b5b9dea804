package io.tillstream.protocol.handshake;

/**
 * The thread of a terminal's conversation with its store, kept beside the witness. Two machines
 * that run from one copied disk share a beginning; the first to be confirmed moves the store on,
 * and the other's greeting no longer continues what the store knows (I11).
 *
 * <p>A session that was offered and not confirmed may or may not be known to the store, because the
 * answer may be lost. It is therefore offered again, unchanged, until it is confirmed; only then is
 * the next begun.
 *
 * @param confirmed the last that the store confirmed, or null before the first
 * @param offered the one to greet with
 */
public record Sessions(String confirmed, String offered) {

  /** Of a terminal that was just enrolled. */
  public static Sessions first(String fresh) {
    return new Sessions(null, fresh);
  }

  /** Whether the store is known to know the session now offered. */
  public boolean isConfirmed() {
    return offered.equals(confirmed);
  }

  /** The store has answered OK to the offered session. */
  public Sessions confirm() {
    return new Sessions(offered, offered);
  }

  /**
   * A new session, which an agent begins once in each of its lives; on disk before it is sent.
   * While the offered one is unconfirmed nothing changes: greet with it, and begin the new one
   * after.
   *
   * @param fresh a random UUID
   */
  public Sessions begin(String fresh) {
    return isConfirmed() ? new Sessions(confirmed, fresh) : this;
  }
}
