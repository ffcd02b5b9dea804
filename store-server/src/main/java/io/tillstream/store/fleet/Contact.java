package io.tillstream.store.fleet;

/**
 * What a terminal said of itself when it last called.
 *
 * @param atMillis when, epoch milliseconds
 * @param pending how many documents wait in its outbox, or null when it did not say
 * @param oldestPendingMillis when the oldest of them was recorded, or null
 * @param agentVersion or null when it did not say
 * @param skewMillis its clock minus the store's, as it measured last, or null when it did not say
 * @param said how its journal and its reference data stand
 */
public record Contact(
    long atMillis,
    Long pending,
    Long oldestPendingMillis,
    String agentVersion,
    Long skewMillis,
    TerminalSaid said) {

  /** One that says nothing of how it stands. */
  public Contact(
      long atMillis, Long pending, Long oldestPendingMillis, String agentVersion, Long skewMillis) {
    this(atMillis, pending, oldestPendingMillis, agentVersion, skewMillis, TerminalSaid.NOTHING);
  }

  Contact after(Contact before) {
    if (before == null) {
      return this;
    }
    // An upload says nothing of the outbox: what was said before stands.
    boolean isSilent = pending == null;
    return new Contact(
        atMillis,
        isSilent ? before.pending : pending,
        isSilent ? before.oldestPendingMillis : oldestPendingMillis,
        isSilent && agentVersion == null ? before.agentVersion : agentVersion,
        isSilent && skewMillis == null ? before.skewMillis : skewMillis,
        said.after(before.said));
  }
}
