package io.tillstream.store.poke;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Poke;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * The open lines, one for each terminal at most, and what is said on them when. Lines are opened
 * from any thread; one thread at a time speaks.
 */
final class Lines {

  // Terminals that are refused together shall not return together.
  private static final int RETRY_SECONDS_MIN = 15;
  private static final int RETRY_SECONDS_MAX = 45;

  private final int linesMax;
  private final int perSecondMax;
  private final int unreadMax;
  private final long pauseNanos;
  private final Map<TerminalId, OpenLine> open = new ConcurrentHashMap<>();

  Lines(PokesConfig limits) {
    linesMax = limits.linesMax();
    perSecondMax = limits.perSecondMax();
    unreadMax = limits.unreadMax();
    pauseNanos = limits.pause().toNanos();
  }

  /**
   * Begins a line and takes it in; the terminal's former one, which it has left or lost, is closed.
   *
   * @throws ProblemException {@code too-many-requests} when there are too many (I22)
   */
  void open(DocumentStream stream, Line line) {
    OpenLine fresh = new OpenLine(stream, line);
    OpenLine former;
    synchronized (this) {
      if (open.size() >= linesMax && !open.containsKey(stream.terminal())) {
        throw ProblemException.of(
                ProblemCode.TOO_MANY_REQUESTS, linesMax + " terminals wait for news already")
            .retryAfter(
                Duration.ofSeconds(
                    ThreadLocalRandom.current().nextInt(RETRY_SECONDS_MIN, RETRY_SECONDS_MAX)));
      }
      line.begin();
      former = open.put(stream.terminal(), fresh);
    }
    if (former != null) {
      former.line().close();
    }
  }

  Set<TerminalId> terminals() {
    return Set.copyOf(open.keySet());
  }

  int count() {
    return open.size();
  }

  /**
   * Tells every terminal what it does not know yet.
   *
   * @param news what is new for a stream
   * @param json how a poke is written
   * @return nanoseconds until somebody who has to wait may be told; {@link Long#MAX_VALUE} when
   *     nobody waits
   */
  long tell(Function<DocumentStream, Poke> news, Function<Poke, String> json, long nowNanos) {
    // Many terminals share the store: each poke is answered by a request.
    long shared = Duration.ofSeconds(1).toNanos() / perSecondMax * open.size();
    long pause = Math.max(pauseNanos, shared);
    Map<Poke, String> written = new HashMap<>(); // most terminals are told the same
    long next = Long.MAX_VALUE;
    for (OpenLine line : open.values()) {
      if (isGone(line)) {
        drop(line);
      } else {
        Poke poke = news.apply(line.stream());
        next =
            Math.min(next, line.tell(poke, p -> written.computeIfAbsent(p, json), nowNanos, pause));
      }
    }
    return next;
  }

  /** Gives a sign of life on every line, and closes those whose terminal may not speak any more. */
  void beat(Set<DocumentStream> permitted) {
    for (OpenLine line : open.values()) {
      if (isGone(line) || !permitted.contains(line.stream())) {
        drop(line);
      } else {
        line.beat();
      }
    }
  }

  void closeAll() {
    open.values().forEach(this::drop);
  }

  private boolean isGone(OpenLine line) {
    return !line.line().isOpen() || line.unread().get() > unreadMax;
  }

  private void drop(OpenLine line) {
    open.remove(line.stream().terminal(), line);
    line.line().close();
  }
}
