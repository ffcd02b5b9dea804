package io.tillstream.protocol.handshake;

/** Whether a terminal may go on under its name. */
public enum HandshakeOutcome {
  /** The histories agree as far as both go; uploading may begin. */
  OK,
  /**
   * The store holds more of this history than the terminal does: its disk was restored. It numbers
   * nothing more in this epoch.
   */
  BEHIND,
  /** Another history under the same name; it uploads and numbers nothing more in this epoch. */
  FORK
}
