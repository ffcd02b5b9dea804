package io.tillstream.protocol.simulation;

import io.tillstream.protocol.identity.StoreId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A store's machine: its database, the witness beside it, and the processes that may run there. */
final class Store extends Place {

  private static final int BACKUPS_MAX = 4;

  /**
   * What is remembered of the database outside of it.
   *
   * @param incarnation of its change log
   * @param seq the last that was synced
   * @param epochs the highest epoch that was ever granted: a restored database forgets it
   * @param epochSum of all terminals; each grant raises it
   */
  record Witnessed(String incarnation, long seq, int epochs, int epochSum) {}

  private final StoreId id;
  private final HeadOffice headOffice;
  private final Database<Books> database;
  private final Deque<Books> backups = new ArrayDeque<>();
  private final List<StoreProgram> programs = new ArrayList<>();
  private Witnessed witnessed;
  private int incarnations;

  Store(World world, String name, HeadOffice headOffice) {
    super(world, name);
    this.id = new StoreId(name);
    this.headOffice = headOffice;
    this.database = new Database<>(new Books(freshIncarnation()));
    for (String program : List.of("A", "B")) {
      programs.add(new StoreProgram(this, name + " program " + program));
    }
  }

  StoreId id() {
    return id;
  }

  HeadOffice headOffice() {
    return headOffice;
  }

  Database<Books> database() {
    return database;
  }

  Books books() {
    return database.read();
  }

  List<StoreProgram> programs() {
    return programs;
  }

  /** Whoever listens. While two do, chance decides. */
  Optional<StoreProgram> listener() {
    List<StoreProgram> alive = programs.stream().filter(StoreProgram::isServing).toList();
    return alive.isEmpty()
        ? Optional.empty()
        : Optional.of(alive.get(alive.size() == 1 ? 0 : world().dice().below(2, this)));
  }

  String freshIncarnation() {
    return id + "-" + ++incarnations;
  }

  Witnessed witnessed() {
    return witnessed;
  }

  void witness(Witnessed state) {
    witnessed = state;
  }

  void backUp() {
    backups.addLast(database.durable().copy());
    if (backups.size() > BACKUPS_MAX) {
      backups.removeFirst();
    }
  }

  boolean hasBackup() {
    return !backups.isEmpty();
  }

  /** The database file is replaced by one of its backups while nothing runs. */
  void restoreBackup() {
    programs.stream().filter(Program::isAlive).forEach(program -> program.die(true));
    List<Books> choice = new ArrayList<>(backups);
    Books backup = choice.get(world().dice().below(choice.size(), this));
    database.restore(backup);
    world().chronicle().storeRestored(this);
  }

  void losePower() {
    database.losePower();
    for (StoreProgram program : programs) {
      if (program.isAlive()) {
        program.die(false);
      }
    }
  }
}
