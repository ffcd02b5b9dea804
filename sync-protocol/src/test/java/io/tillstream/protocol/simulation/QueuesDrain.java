package io.tillstream.protocol.simulation;

import java.util.stream.Collectors;

/**
 * I15: when faults stop, every queue drains and every terminal reaches the head in time. Excepted
 * is a terminal whose stream has {@linkplain Shop#parted() parted}: it says so, and sells on.
 */
final class QueuesDrain extends Invariant {

  QueuesDrain() {
    super("I15", "when faults stop, every queue drains");
  }

  @Override
  void whenQuiet(Shop shop) {
    require(shop.isDrained(), () -> "not drained in time: " + stuck(shop));
  }

  private static String stuck(Shop shop) {
    String terminals =
        shop.terminals().stream()
            .filter(terminal -> !terminal.isRetired() && !terminal.agent().isDrained())
            .map(
                terminal ->
                    terminal
                        + (terminal.agent().isAlive() ? "" : " off")
                        + " "
                        + terminal.journal().identity()
                        + (terminal.journal().isPending() ? " pending" : "")
                        + (terminal.agent().needsTechnician() ? " needs the technician" : ""))
            .collect(Collectors.joining(", "));
    String stores =
        shop.stores().stream()
            .filter(s -> s.programs().stream().noneMatch(p -> p.isServing() && p.isDrained()))
            .map(store -> store + (store.books().healing ? " heals" : ""))
            .collect(Collectors.joining(", "));
    return terminals + "; " + stores;
  }
}
