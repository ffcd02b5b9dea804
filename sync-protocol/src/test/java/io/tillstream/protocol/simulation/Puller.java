package io.tillstream.protocol.simulation;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.download.DownloadState;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches the store's changes, shows them at checkpoints, and purges what head office holds.
 * Documents stay until the figures that are shown hold them, so that none is counted twice or not
 * at all.
 */
final class Puller {

  private static final long PERIOD_MILLIS = 1_000;

  private final Agent agent;
  private final Terminal terminal;
  private final List<Page> staged = new ArrayList<>();
  private DownloadState state;
  private boolean asking;

  Puller(Agent agent) {
    this.agent = agent;
    this.terminal = agent.terminal();
    this.state = DownloadState.resume(terminal.replica().cursor());
  }

  void begin() {
    agent.later(agent.world().dice().below((int) PERIOD_MILLIS, agent), this::tick);
  }

  private void tick() {
    agent.later(PERIOD_MILLIS, this::tick);
    pull();
  }

  boolean isAtHead() {
    Cursor cursor = terminal.replica().cursor();
    Books books = terminal.store().books();
    return books.incarnation.equals(cursor.incarnation()) && cursor.seq() == books.seq;
  }

  private void pull() {
    if (asking || !mayPull()) {
      return;
    }
    asking = true;
    switch (state) {
      case DownloadState.AtCheckpoint at -> ask(at.next());
      case DownloadState.Staging staging -> ask(staging.next());
      case DownloadState.Reseed reseed -> fetchSnapshot();
    }
  }

  /** Pages of another incarnation are taken in only after the store was greeted in it. */
  private boolean mayPull() {
    return agent.mayUpload() || !terminal.greets();
  }

  /**
   * Whether the store was greeted in this incarnation. If not, that comes first, also for a
   * terminal without a cursor: from the greeting it learns which of its documents the store has
   * lost.
   */
  private boolean isGreeted(String incarnation) {
    boolean greeted = !terminal.greets() || incarnation.equals(terminal.journal().incarnation());
    if (!greeted) {
      agent.greeter().greet();
    }
    return greeted;
  }

  private void ask(Cursor after) {
    agent.<StoreProgram.Pulled>call(
        terminal,
        answer ->
            terminal
                .store()
                .listener()
                .ifPresent(store -> store.pull(after, terminal.id(), answer)),
        this::answered);
  }

  private void answered(Optional<StoreProgram.Pulled> pulled) throws DiskFull {
    asking = false;
    if (pulled.isEmpty()) {
      return;
    }
    switch (pulled.get()) {
      case StoreProgram.Pulled.CursorRefused refused -> reseed();
      case StoreProgram.Pulled.Changes(Page page) -> {
        if (isGreeted(page.header().incarnation())) {
          take(page);
        }
      }
    }
  }

  /** Another log, or too far behind: documents are not touched (I12). */
  private void reseed() {
    staged.clear();
    state = new DownloadState.Reseed(state.visible());
    if (agent.greeter() != null) {
      agent.greeter().greet();
    }
  }

  private void take(Page page) throws DiskFull {
    state = state.accept(page.header());
    switch (state) {
      case DownloadState.Reseed reseed -> reseed();
      case DownloadState.Staging staging -> {
        staged.add(page);
        if (!agent.world().protects(Protection.CHECKPOINT)) {
          show(List.of(page));
        }
        pull();
      }
      case DownloadState.AtCheckpoint at -> {
        staged.add(page);
        List<Page> whole = List.copyOf(staged);
        staged.clear();
        show(whole);
        headOfficeHolds(page.headOffice());
        purge();
      }
    }
  }

  private void show(List<Page> pages) throws DiskFull {
    boolean news = pages.size() > 1 || !isStanding(pages.getFirst());
    if (!news) {
      return;
    }
    try {
      agent.effect(
          () -> terminal.replicaDatabase().commit(replica -> pages.forEach(replica::apply)));
    } catch (DiskFull full) {
      staged.clear(); // what was not committed is asked for again
      state = DownloadState.resume(terminal.replica().cursor());
      throw full;
    }
  }

  private boolean isStanding(Page page) {
    Cursor cursor = terminal.replica().cursor();
    return cursor.seq() == page.header().to()
        && page.header().incarnation().equals(cursor.incarnation());
  }

  private void fetchSnapshot() {
    agent.<Optional<Snapshot>>call(
        terminal,
        answer ->
            terminal.store().listener().ifPresent(store -> store.snapshot(terminal.id(), answer)),
        answer -> {
          asking = false;
          Optional<Snapshot> fetched = answer.flatMap(found -> found);
          if (fetched.isPresent() && isGreeted(fetched.get().cursor().incarnation())) {
            Snapshot snapshot = fetched.get();
            agent.effect(() -> terminal.replicaDatabase().commit(r -> r.take(snapshot)));
            agent.effect(terminal.replicaDatabase()::sync);
            state = DownloadState.resume(snapshot.cursor());
          }
        });
  }

  private void headOfficeHolds(Map<DocumentStream, Long> held) throws DiskFull {
    boolean news =
        terminal.journal().lives().stream()
            .anyMatch(l -> held.getOrDefault(l.stream(), 0L) > l.headOffice());
    if (news) {
      agent.effect(
          () ->
              terminal
                  .journalDatabase()
                  .commit(
                      journal ->
                          journal
                              .lives()
                              .forEach(l -> l.headOfficeHolds(held.getOrDefault(l.stream(), 0L)))));
      agent.effect(terminal.journalDatabase()::sync);
    }
  }

  private void purge() throws DiskFull {
    for (Life life : List.copyOf(terminal.journal().lives())) {
      long limit = purgeable(life);
      if (limit > life.purged().position()) {
        agent.effect(terminal.replicaDatabase()::sync);
        List<Entry> gone = life.entries().stream().filter(e -> e.n() <= limit).toList();
        terminal.world().chronicle().purges(terminal, gone);
        DocumentStream stream = life.stream();
        agent.effect(
            () -> terminal.journalDatabase().commit(journal -> journal.life(stream).purge(limit)));
        agent.effect(terminal.journalDatabase()::sync);
      }
    }
  }

  private long purgeable(Life life) {
    // Head office's n says nothing of whose document stands there: only what the store confirmed
    // by its hash may go.
    long confirmed = life.acknowledged().position();
    long held =
        agent.world().protects(Protection.PURGE_AFTER_HEAD_OFFICE)
            ? Math.min(life.headOffice(), confirmed)
            : confirmed;
    long limit = life.purged().position();
    for (Entry entry : life.entries()) {
      boolean mayBeAskedForAgain = entry.n() == life.head().position();
      if (mayBeAskedForAgain
          || entry.n() > held
          || !terminal.replica().includes(entry.key())
          || life.isDisplaced(entry)) {
        break;
      }
      limit = entry.n();
    }
    return limit;
  }
}
