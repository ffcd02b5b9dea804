package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.DocumentStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a terminal never loses by itself: {@code txn.db}. */
final class Journal implements Database.State<Journal> {

  /** What the agent knows of its own right to its name. */
  enum Identity {
    OK,
    RESTORED,
    FORKED,
    COPIED
  }

  private final List<Life> lives = new ArrayList<>();
  private Identity identity = Identity.OK;
  private LocalDate businessDate = LocalDate.EPOCH;
  private String incarnation;

  @Override
  public Journal copy() {
    Journal copy = new Journal();
    lives.forEach(life -> copy.lives.add(life.copy()));
    copy.identity = identity;
    copy.businessDate = businessDate;
    copy.incarnation = incarnation;
    return copy;
  }

  List<Life> lives() {
    return lives;
  }

  Life life() {
    return lives.getLast();
  }

  Life life(DocumentStream stream) {
    return lives.stream().filter(life -> life.stream().equals(stream)).findFirst().orElseThrow();
  }

  boolean isEnrolled() {
    return !lives.isEmpty();
  }

  Identity identity() {
    return identity;
  }

  void identity(Identity known) {
    identity = known;
  }

  /** The incarnation of the store's change log with which the terminal last agreed. */
  String incarnation() {
    return incarnation;
  }

  void agreeWith(String storeIncarnation) {
    incarnation = storeIncarnation;
  }

  LocalDate businessDate() {
    return businessDate;
  }

  /** A business date never goes back, whatever the clock says (I20). */
  LocalDate businessDateAt(LocalDate clock) {
    return clock.isAfter(businessDate) ? clock : businessDate;
  }

  void businessDate(LocalDate day) {
    businessDate = day;
  }

  Optional<Entry> withReference(String reference) {
    for (int i = lives.size() - 1; i >= 0; i--) {
      List<Entry> entries = lives.get(i).entries();
      for (int j = entries.size() - 1; j >= 0; j--) {
        if (entries.get(j).reference().equals(reference)) {
          return Optional.of(entries.get(j));
        }
      }
    }
    return Optional.empty();
  }

  boolean isPending() {
    return lives.stream().anyMatch(Life::isPending);
  }
}
