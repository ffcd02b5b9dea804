package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;

/**
 * Enrols a machine: a new epoch, which no machine ever had.
 *
 * @param store the shop
 * @param terminal the till position
 * @param previousEpoch of the journal that the machine brings along, or 0
 */
record GrantLife(StoreId store, TerminalId terminal, int previousEpoch)
    implements Command<GrantLife.Grant> {

  /** What is granted. */
  record Grant(DocumentStream stream, String incarnation) {}

  @Override
  public Grant apply(Books books) {
    int last =
        Math.max(
            books.epochFloor, Math.max(previousEpoch, books.granted.getOrDefault(terminal, 0)));
    books.granted.put(terminal, last + 1);
    books.sessions.remove(terminal);
    return new Grant(new DocumentStream(store, terminal, last + 1), books.incarnation);
  }
}
