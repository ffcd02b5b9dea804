package io.tillstream.endtoend.tier;

import java.util.List;

/**
 * All tiers: a retail chain.
 *
 * @param headOffice one
 * @param stores by name
 * @param terminals of all stores, store by store
 */
public record Chain(HeadOffice headOffice, List<Store> stores, List<Terminal> terminals) {

  /** Copies the lists. */
  public Chain {
    stores = List.copyOf(stores);
    terminals = List.copyOf(terminals);
  }

  /** The terminals of one store. */
  public List<Terminal> terminalsOf(Store store) {
    return terminals.stream().filter(terminal -> terminal.store() == store).toList();
  }

  /**
   * Asks that every program still runs.
   *
   * @throws io.tillstream.endtoend.program.ProgramFailed when one does not
   */
  public void requireAlive() {
    headOffice.program().requireAlive();
    stores.forEach(store -> store.program().requireAlive());
    terminals.forEach(terminal -> terminal.program().requireAlive());
  }
}
