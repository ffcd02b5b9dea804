package io.tillstream.protocol.simulation;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A running program on some machine. What it holds in memory ends with its life; what it planned
 * for later ends too.
 */
abstract class Program extends Place {

  /** For {@link #restMillis}: nobody starts it again. */
  static final long NEVER = -1;

  private static final long CALL_TIMEOUT_MILLIS = 2_000;

  private boolean alive;
  private int life;

  Program(World world, String name) {
    super(world, name);
  }

  /** Begins a life, from what is on disk. */
  protected abstract void begin() throws DiskFull;

  /** What a power cut does to the machine. */
  protected abstract void machineLosesPower();

  /** Whether, and when, somebody starts it again. */
  protected abstract long restMillis();

  boolean isAlive() {
    return alive;
  }

  int life() {
    return life;
  }

  final void start() {
    if (!alive) {
      alive = true;
      life++;
      world().run(this, this::beginOrEnd);
    }
  }

  /** A program that cannot begin ends, and is started again. */
  private void beginOrEnd() {
    try {
      begin();
    } catch (DiskFull full) {
      die(false);
    }
  }

  /** Ends this life in good order and begins the next. */
  final void restart() {
    alive = false;
    life++;
    start();
  }

  /** Ends this life; the process is started again after a while. */
  final void die(boolean byPowerCut) {
    alive = false;
    life++;
    if (byPowerCut) {
      machineLosesPower();
    }
    long rest = restMillis();
    if (rest >= 0) {
      world().after(rest, this, life, this::start);
    }
  }

  /** Something that outlasts this life: before and after it the process may die. */
  final void effect(Effect effect) throws DiskFull {
    world().boundary(this);
    effect.happen();
    world().boundary(this);
  }

  /** Does something later, if this life lasts. */
  final void later(long millis, Effect what) {
    world().after(millis, this, life, () -> world().run(this, what));
  }

  /**
   * Asks over the network.
   *
   * @param link the link that must be up
   * @param request what the other end does; it answers by the consumer it is given
   * @param outcome called once in this life, with nothing when no answer comes in time
   */
  final <A> void call(Place link, Consumer<Consumer<A>> request, Answered<Optional<A>> outcome) {
    int now = life;
    boolean[] done = {false};
    Answered<Optional<A>> once =
        answer -> {
          if (!done[0]) {
            done[0] = true;
            outcome.accept(answer);
          }
        };
    world()
        .network()
        .carry(
            link,
            () ->
                request.accept(
                    answer ->
                        world()
                            .network()
                            .carry(
                                link,
                                () -> {
                                  if (life == now) {
                                    world().run(this, () -> once.accept(Optional.of(answer)));
                                  }
                                })));
    later(CALL_TIMEOUT_MILLIS, () -> once.accept(Optional.empty()));
  }

  /** What is done; it may find the disk full. */
  @FunctionalInterface
  interface Effect {
    void happen() throws DiskFull;
  }

  /** What is done with an answer. */
  @FunctionalInterface
  interface Answered<A> {
    void accept(A answer) throws DiskFull;
  }
}
