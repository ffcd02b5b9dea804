package io.tillstream.protocol.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that happens to shops from outside: faults, and people at work. */
final class Misfortune {

  static final long PERIOD_MILLIS = 500;
  private static final int COPIES_MAX = 2;
  private static final int DAY_MILLIS = 86_400_000;

  private final Shop shop;
  private final World world;
  private final Technician technician;
  private int copies;
  private int prices = 1;

  Misfortune(Shop shop, Technician technician) {
    this.shop = shop;
    this.world = shop.world();
    this.technician = technician;
  }

  /** What may happen in half a second. */
  void strike() {
    List.copyOf(shop.terminals()).stream().filter(t -> !t.isRetired()).forEach(this::atTerminal);
    shop.stores().forEach(this::atStore);
  }

  private void atTerminal(Terminal terminal) {
    if (world.dice().happens(Chance.BACKUP, terminal, 60) && terminal.journal().isEnrolled()) {
      terminal.makeImage();
    }
    if (terminal.agent().needsTechnician()
        && world.dice().happens(Chance.TECHNICIAN, terminal, 80)) {
      technician.visit(terminal);
    }
    if (world.chance(Chance.LINK_CUT, terminal, 15)) {
      cut(terminal);
    }
    if (world.chance(Chance.DISK_FILLS, terminal, 6)) {
      terminal.fillDisk(true);
      world.after(3_000, () -> terminal.fillDisk(false));
    }
    if (world.chance(Chance.CLOCK_JUMPS, terminal, 8)) {
      terminal.clockOff((world.dice().below(3, terminal) - 1L) * DAY_MILLIS);
    }
    if (world.chance(Chance.REPLICA_LOST, terminal, 3)) {
      terminal.agent().die(false);
      terminal.replicaDatabase().restore(new Replica());
    }
    if (terminal.protocol() == 1 && world.chance(Chance.TERMINAL_UPGRADED, terminal, 5)) {
      terminal.agent().die(false);
      terminal.upgrade();
    }
    if (terminal.protocol() > 1 && terminal.journal().isEnrolled()) {
      restoreOrCopy(terminal);
    }
  }

  private void restoreOrCopy(Terminal terminal) {
    if (terminal.hasImage() && world.chance(Chance.JOURNAL_RESTORED, terminal, 3)) {
      restore(terminal, false);
    }
    if (terminal.hasImage() && world.chance(Chance.DISK_RESTORED, terminal, 1)) {
      restore(terminal, true);
    }
    boolean mayCopy = !terminal.isCopy() && !terminal.isCopied() && copies < COPIES_MAX;
    if (mayCopy && world.chance(Chance.CLONED, terminal, 1)) {
      copy(terminal, true);
    } else if (mayCopy && world.chance(Chance.JOURNAL_COPIED, terminal, 1)) {
      copy(terminal, false);
    }
  }

  private void restore(Terminal terminal, boolean withWitness) {
    if (terminal.agent().isAlive()) {
      terminal.agent().die(true);
    }
    Terminal.Image image = terminal.anImage();
    if (withWitness && image.witness() != null) {
      Life life = image.journal().life();
      world.chronicle().undetectableAfter(life.stream(), life.head().position());
    }
    terminal.restore(image, withWitness);
    terminal.till().forget();
    world.chronicle().destroyed(shop.dealsHeld());
  }

  private void copy(Terminal terminal, boolean withWitness) {
    copies++;
    Terminal copy = terminal.copy(withWitness);
    shop.terminals().add(copy);
    if (withWitness) {
      Life life = copy.journal().life();
      world.chronicle().undetectableAfter(life.stream(), life.head().position());
    }
    copy.agent().start();
    copy.till().open();
  }

  private void cut(Place link) {
    world.network().cut(link);
    world.after(1_000L + world.dice().below(14_000, link), () -> world.network().heal(link));
  }

  private void atStore(Store store) {
    if (world.dice().happens(Chance.BACKUP, store, 50)) {
      store.backUp();
    }
    if (world.dice().happens(Chance.PRICES_CHANGE, store, 150)) {
      List<String> pair = Assortment.PAIRS.get(world.dice().below(2, store));
      long price = ++prices;
      change(store, Map.of(pair.get(0), price, pair.get(1), price));
    }
    if (world.dice().happens(Chance.ITEM_ARRIVES, store, 30)) {
      change(store, Map.of("item:NEW" + world.dice().below(3, store), 1L));
    }
    if (world.dice().happens(Chance.ITEM_LEAVES, store, 15)) {
      Map<String, Long> gone = new TreeMap<>();
      gone.put("item:NEW" + world.dice().below(3, store), null);
      change(store, gone);
    }
    if (world.dice().happens(Chance.LOG_SHORTENED, store, 20)) {
      store.listener().ifPresent(program -> program.shortenLog());
    }
    if (world.chance(Chance.LINK_CUT, store, 20)) {
      cut(store);
    }
    if (world.chance(Chance.DISK_FILLS, store, 8)) {
      store.database().fill(true);
      world.after(3_000, () -> store.database().fill(false));
    }
    if (store.hasBackup() && world.chance(Chance.STORE_RESTORED, store, 6)) {
      store.restoreBackup();
      world.chronicle().destroyed(shop.dealsHeld());
    }
    if (world.chance(Chance.SECOND_PROCESS, store, 12)) {
      store.programs().stream().filter(p -> !p.isAlive()).findFirst().ifPresent(Program::start);
    }
  }

  private static void change(Store store, Map<String, Long> rows) {
    store.listener().ifPresent(program -> program.change(rows));
  }
}
