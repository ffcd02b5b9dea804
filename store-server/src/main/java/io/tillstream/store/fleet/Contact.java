package io.tillstream.store.fleet;

/**
 * What a terminal said of itself when it last called.
 *
 * @param atMillis when, epoch milliseconds
 * @param pending how many documents wait in its outbox, or null when it did not say
 * @param oldestPendingMillis when the oldest of them was recorded, or null
 * @param agentVersion or null when it did not say
 * @param skewMillis its clock minus the store's, as it measured last, or null when it did not say
 */
public record Contact(
    long atMillis, Long pending, Long oldestPendingMillis, String agentVersion, Long skewMillis) {

  Contact after(Contact before) {
    return before == null || pending != null
        ? this
        // An upload says nothing of the outbox: what was said before stands.
        : new Contact(
            atMillis,
            before.pending(),
            before.oldestPendingMillis(),
            agentVersion == null ? before.agentVersion() : agentVersion,
            skewMillis == null ? before.skewMillis() : skewMillis);
  }
}
