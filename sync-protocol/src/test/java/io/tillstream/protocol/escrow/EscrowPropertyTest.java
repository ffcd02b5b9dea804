package io.tillstream.protocol.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.escrow.EscrowedTill.Protections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * No history of leases, sales, reports, closed epochs, restored and copied disks, put-back stores
 * and lost, late and repeated messages sells more of a scarce item than the store held. The same
 * without one of the protections does.
 */
class EscrowPropertyTest {

  private static final int HISTORIES = 4_000;
  private static final int STEPS = 200;
  private static final int TERMINALS = 3;
  private static final int MACHINES_MAX = 7;

  @Test
  void noHistorySellsMoreThanTheStoreHeld() {
    long sold = 0;
    long held = 0;
    for (long seed = 0; seed < HISTORIES; seed++) {
      History history = new History(seed, new Protections(true, true, true));
      for (int step = 0; step < STEPS; step++) {
        history.step();
        assertThat(history.soldAtWorst())
            .as("seed %d, step %d", seed, step)
            .isLessThanOrEqualTo(history.held);
      }
      sold += history.sold;
      held += history.held;
    }
    assertThat(sold).as("and most of it is sold all the same").isGreaterThan(held / 5);
  }

  @Test
  void aRestoredStoreThatGrantsBeforeItKnowsWhatItGrantedSellsTooMuch() {
    assertThat(sellsTooMuch(new Protections(false, true, true))).isTrue();
  }

  @Test
  void aCopyThatKeepsWhatItsOriginalMaySellSellsTooMuch() {
    assertThat(sellsTooMuch(new Protections(true, false, true))).isTrue();
  }

  @Test
  void aDiskPutBackToBeforeItGaveGoodsBackSellsThemNoMoreBecauseItsWitnessKnows() {
    assertThat(leftAfterADiskWasPutBack(new Protections(true, true, true)))
        .as("what the other was granted")
        .isEqualTo(1_000);
    assertThat(leftAfterADiskWasPutBack(new Protections(true, true, false)))
        .as("without that, and there are 3")
        .isEqualTo(4_000);
  }

  /** There are 3; one till holds them, gives one back to another that has none, and forgets it. */
  private static long leftAfterADiskWasPutBack(Protections protections) {
    EscrowedStore store = new EscrowedStore(true);
    store.receives(3_000);
    List<EscrowedTill> tills = new ArrayList<>();
    for (String name : List.of("T1", "T2")) {
      EscrowedStore.Closing nobody = new EscrowedStore.Closing(Optional.empty());
      tills.add(new EscrowedTill(store.enrols(name, Optional.empty(), nobody), protections));
      tills.getLast().greets(store, 1);
    }
    EscrowedTill idle = tills.getFirst();
    EscrowedTill other = tills.getLast();
    reports(idle, store); // its lease begins
    reports(idle, store);
    idle.backsUp();
    reports(other, store);
    reports(other, store);
    reports(idle, store); // it gives back
    reports(idle, store);
    reports(other, store);
    idle.isPutBack();
    return idle.leftThousandths() + other.leftThousandths();
  }

  private static void reports(EscrowedTill till, EscrowedStore store) {
    till.isAnswered(1, store.incarnation(), store.answers(till.asks(1, 0)).orElseThrow());
  }

  private static boolean sellsTooMuch(Protections protections) {
    for (long seed = 0; seed < HISTORIES; seed++) {
      History history = new History(seed, protections);
      for (int step = 0; step < STEPS; step++) {
        history.step();
        if (history.soldAtWorst() > history.held) {
          return true;
        }
      }
    }
    return false;
  }

  /** A message on its way. */
  private interface Message {
    void arrives();
  }

  private static final class History {

    private final Random random;
    private final Protections protections;
    // A copied disk and a store that has forgotten whom it greeted last are too much for anybody.
    private final boolean copies;
    // A day without many customers, on which somebody tries out backups of the tills' disks.
    private final boolean isQuiet;
    private final EscrowedStore store;
    private final List<EscrowedTill> machines = new ArrayList<>();
    private final List<Message> underWay = new ArrayList<>();
    private int counter;
    private long held;
    private long sold;

    History(long seed, Protections protections) {
      random = new Random(seed);
      this.protections = protections;
      copies = seed % 2 == 0;
      isQuiet = seed % 3 == 0;
      store = new EscrowedStore(protections.held());
      receives(4 + random.nextInt(10));
      for (int i = 1; i <= TERMINALS; i++) {
        EscrowedStore.Life life =
            store.enrols("T" + i, Optional.empty(), new EscrowedStore.Closing(Optional.empty()));
        EscrowedTill till = new EscrowedTill(life, protections);
        till.greets(store, ++counter);
        machines.add(till);
      }
    }

    void step() {
      EscrowedTill till = machines.get(random.nextInt(machines.size()));
      if (isQuiet && random.nextInt(2) == 0) {
        quietly(till);
        return;
      }
      switch (random.nextInt(32)) {
        case 0, 1, 2, 3, 4, 5, 6 -> sells(till);
        case 7 -> takesBack(till);
        case 8, 9, 10, 11, 12, 13 -> asks(till);
        case 14, 15, 16, 17, 18, 19, 20, 21 -> delivers();
        case 22, 23 -> uploads(till);
        case 24, 25 -> till.greets(store, ++counter);
        case 26 -> till.backsUp();
        case 27 -> misfortune(till);
        case 28 -> enrolsAnew(till);
        case 29 -> store.backsUp();
        case 30 -> {
          if (!copies && random.nextInt(4) == 0) {
            store.isPutBack();
          }
        }
        default -> receives(random.nextInt(3));
      }
    }

    /** When the line breaks now, and every machine sells what it may. */
    long soldAtWorst() {
      return sold
          + machines.stream()
              .filter(EscrowedTill::sells)
              .mapToLong(till -> Math.max(0, till.leftThousandths()))
              .sum();
    }

    private void quietly(EscrowedTill till) {
      switch (random.nextInt(8)) {
        case 0 -> till.backsUp();
        case 1 -> till.isPutBack();
        case 2, 3, 4 -> asks(till);
        default -> delivers();
      }
    }

    private void receives(long units) {
      held += units * 1_000;
      store.receives(units * 1_000);
    }

    private void sells(EscrowedTill till) {
      if (till.sells()) {
        sold -= till.makes(DocumentType.SALE, quantity());
      }
    }

    private long quantity() {
      return random.nextInt(8) == 0
          ? 1_000L * (1 + random.nextInt(6))
          : 1_000L + random.nextInt(3) * 500L;
    }

    private void takesBack(EscrowedTill till) {
      if (till.sells() && sold >= 500) {
        sold -= till.makes(DocumentType.RETURN, 500);
      }
    }

    private void asks(EscrowedTill till) {
      if (!till.sells()) {
        return; // who may be a copy asks for nothing
      }
      int question = ++counter;
      // Now and then a sale waits, of more than a lot perhaps.
      long wanted = random.nextInt(4) == 0 ? 1_000L * (1 + random.nextInt(6)) : 0;
      EscrowedStore.Question asked = till.asks(question, wanted);
      underWay.add(
          () ->
              store
                  .answers(asked)
                  .ifPresent(
                      terms -> {
                        int incarnation = store.incarnation();
                        underWay.add(() -> till.isAnswered(question, incarnation, terms));
                      }));
    }

    /** Any message that is under way, perhaps not for the last time; or it is lost. */
    private void delivers() {
      if (!underWay.isEmpty()) {
        int which = random.nextInt(10) == 0 ? random.nextInt(underWay.size()) : underWay.size() - 1;
        Message message = underWay.get(which);
        if (random.nextInt(8) != 0) {
          underWay.remove(which);
        }
        if (random.nextInt(8) != 0) {
          message.arrives();
        }
      }
    }

    /** An upload compares histories: that of a copy is kept beside, and books nothing. */
    private void uploads(EscrowedTill till) {
      List<Long> there = store.documents(till.life());
      List<Long> own = till.documentsAfter(0);
      if (own.size() >= there.size() && own.subList(0, there.size()).equals(there)) {
        int most = random.nextInt(own.size() - there.size() + 1);
        store.takesIn(till.life(), there.size(), own.subList(there.size(), there.size() + most));
      }
    }

    private void misfortune(EscrowedTill till) {
      switch (random.nextInt(3)) {
        case 0 -> till.isPutBack();
        case 1 -> till.isKilled();
        default -> {
          if (copies && machines.size() < MACHINES_MAX) {
            machines.add(till.copied());
          }
        }
      }
    }

    /** On its own machine, or on another while the old one goes on selling somewhere. */
    private void enrolsAnew(EscrowedTill till) {
      if (random.nextInt(3) != 0) {
        return;
      }
      boolean sameMachine = till.witness().isPresent() && random.nextBoolean();
      EscrowedStore.Closing closing =
          new EscrowedStore.Closing(sameMachine ? till.witness() : Optional.empty());
      EscrowedStore.Life next =
          store.enrols(till.life().terminal(), Optional.of(till.life()), closing);
      if (sameMachine) {
        till.isEnrolledAs(next);
      } else if (machines.size() < MACHINES_MAX) {
        machines.add(new EscrowedTill(next, protections));
      }
    }
  }
}
