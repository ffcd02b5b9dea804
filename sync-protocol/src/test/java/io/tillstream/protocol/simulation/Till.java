package io.tillstream.protocol.simulation;

/** The till app and its customers. A deal that was not shown a number is tried again. */
final class Till {

  private static final int PAUSE_MILLIS_MAX = 4_000;

  private final Terminal terminal;
  private int deals;
  private boolean waiting;
  private boolean open;

  Till(Terminal terminal) {
    this.terminal = terminal;
  }

  void open() {
    if (!open) {
      open = true;
      nextCustomer();
    }
  }

  void close() {
    open = false;
  }

  private void nextCustomer() {
    World world = terminal.world();
    world.after(
        300L + world.dice().below(PAUSE_MILLIS_MAX, terminal),
        () -> {
          if (open) {
            if (world.dice().happens(Chance.SALE, terminal, 900)) {
              deal();
            }
            nextCustomer();
          }
        });
  }

  /** One customer pays. */
  void deal() {
    Agent agent = terminal.agent();
    if (!agent.isAlive() || terminal.isRetired()) {
      return;
    }
    if (!waiting) {
      deals++;
      waiting = true;
    }
    terminal.world().run(agent, () -> agent.recorder().record(reference()));
  }

  private String reference() {
    return terminal.store().id() + "/" + terminal + "/" + deals;
  }

  /** The customer has the receipt. */
  void shown(Entry entry) {
    if (entry.reference().equals(reference())) {
      waiting = false;
    }
  }

  /** The machine was put back: the customer has gone, and what was typed with him. */
  void forget() {
    waiting = false;
  }

  int deals() {
    return deals;
  }
}
