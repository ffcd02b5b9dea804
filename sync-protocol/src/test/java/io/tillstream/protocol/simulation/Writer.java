package io.tillstream.protocol.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The one writer of a store process: many commands share a commit, a commit is synced, and only
 * then is it published and answered. Between these steps others run.
 */
final class Writer {

  static final int QUEUE_MAX = 64;
  private static final int BATCH_MAX = 8;

  private final StoreProgram program;
  private final Store store;
  private final long leader;
  private final Deque<Waiting<?>> queue = new ArrayDeque<>();
  private boolean busy;

  Writer(StoreProgram program, long leader) {
    this.program = program;
    this.store = program.store();
    this.leader = leader;
  }

  /** Queues a command; a full queue refuses it, and the caller hears nothing. */
  <R> void offer(Command<R> command, Consumer<R> answer) {
    if (queue.size() < QUEUE_MAX) {
      queue.add(new Waiting<>(command, answer));
      pump();
    }
  }

  int queued() {
    return queue.size();
  }

  boolean isIdle() {
    return queue.isEmpty() && !busy;
  }

  private void pump() {
    if (!busy && !queue.isEmpty()) {
      busy = true;
      program.later(1L + program.world().dice().below(20, program), this::commitBatch);
    }
  }

  private void commitBatch() throws DiskFull {
    List<Waiting<?>> batch = new ArrayList<>();
    while (!queue.isEmpty() && batch.size() < BATCH_MAX) {
      batch.add(queue.poll());
    }
    busy = false;
    program.effect(() -> commit(books -> batch.forEach(waiting -> waiting.apply(books))));
    if (!program.isAlive()) {
      return; // another process leads
    }
    busy = true;
    if (program.world().protects(Protection.ACKNOWLEDGE_AFTER_SYNC)) {
      program.later(1L + program.world().dice().below(30, program), () -> sync(batch));
    } else {
      publishAndAnswer(batch);
      program.later(1L + program.world().dice().below(30, program), store.database()::sync);
    }
  }

  private void sync(List<Waiting<?>> batch) throws DiskFull {
    program.effect(store.database()::sync);
    publishAndAnswer(batch);
  }

  private void publishAndAnswer(List<Waiting<?>> batch) throws DiskFull {
    if (!leads()) {
      program.stepDown();
      return;
    }
    program.publish();
    batch.forEach(Waiting::answer);
    busy = false;
    pump();
  }

  /** Whether nobody has taken over. */
  boolean leads() {
    return store.books().leader == leader || !program.world().protects(Protection.FENCE);
  }

  /** A transaction that counts only while this process leads (I17). */
  void commit(Consumer<Books> change) throws DiskFull {
    if (!leads()) {
      program.stepDown();
      return;
    }
    store.database().commit(change);
    program.world().chronicle().committed(store, program);
  }

  /** The mistake: seq is handed out now, the rows are committed some time later. */
  void changeWithSeqTakenEarly(Map<String, Long> rows) throws IllegalStateException {
    Map<Long, Map.Entry<String, Long>> numbered = new TreeMap<>();
    offer(
        books -> {
          long seq = books.seq;
          books.seq += rows.size();
          return seq;
        },
        seq -> {
          long next = seq;
          for (Map.Entry<String, Long> row : rows.entrySet()) {
            numbered.put(++next, row);
          }
          program.later(
              1L + program.world().dice().below(300, program),
              () ->
                  offer(
                      books -> {
                        numbered.forEach(
                            (at, row) -> {
                              books.append(new LogRow.Reference(at, row.getKey(), row.getValue()));
                              ChangeReference.put(books, row.getKey(), row.getValue());
                            });
                        return true;
                      },
                      done -> {}));
        });
  }

  private static final class Waiting<R> {
    private final Command<R> command;
    private final Consumer<R> answer;
    private R result;

    Waiting(Command<R> command, Consumer<R> answer) {
      this.command = command;
      this.answer = answer;
    }

    void apply(Books books) {
      R here = command.apply(books);
      if (result == null) {
        result = here; // when the change reaches the disk it is applied again, and says the same
      }
    }

    void answer() {
      answer.accept(result);
    }
  }
}
