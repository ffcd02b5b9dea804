package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Comes when a machine says it needs a person, and does what the operations guide says. */
final class Technician {

  private final Shop shop;

  Technician(Shop shop) {
    this.shop = shop;
  }

  /** Sets up a machine, or enrols one anew that has lost its right to its name. */
  void visit(Terminal terminal) {
    if (terminal.isRetired() || !terminal.agent().needsTechnician()) {
      return;
    }
    // A copy is enrolled, emptied and switched off before the original gets its name back.
    boolean waitsForItsCopy =
        !terminal.isCopy()
            && shop.terminals().stream()
                .anyMatch(
                    other ->
                        other.isCopy()
                            && !other.isRetired()
                            && other.store() == terminal.store()
                            && other.id().equals(terminal.id()));
    if (!waitsForItsCopy) {
      terminal.agent().enrol();
    }
  }

  /** Goes round all machines, and switches copies off that hold nothing head office lacks. */
  void goRound() {
    for (Terminal terminal : List.copyOf(shop.terminals())) {
      visit(terminal);
      if (terminal.isCopy()
          && !terminal.isRetired()
          && terminal.agent().isDrained()
          && isAtHeadOffice(terminal)) {
        terminal.retire();
        terminal.agent().die(false);
      }
    }
  }

  /** What only a store holds can be lost with it, when this disk is gone. */
  private boolean isAtHeadOffice(Terminal terminal) {
    Map<DocumentStream, StreamBook> held = shop.headOffice().database().durable().streams;
    return terminal.journal().lives().stream()
        .allMatch(
            life ->
                life.entries().stream()
                    .filter(entry -> !life.isDisplaced(entry))
                    .allMatch(
                        entry ->
                            held.containsKey(life.stream())
                                && held.get(life.stream())
                                    .hashAt(entry.n())
                                    .equals(Optional.of(entry.hash()))));
  }
}
