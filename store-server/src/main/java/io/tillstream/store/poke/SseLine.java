package io.tillstream.store.poke;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;

/** A line as server-sent events: pokes are data, signs of life are comments. */
record SseLine(SseEventSink sink, Sse sse) implements Line {

  @Override
  public void begin() {
    beat();
  }

  @Override
  public boolean isOpen() {
    return !sink.isClosed();
  }

  @Override
  public CompletionStage<?> poke(String json) {
    return sink.isClosed() ? CompletableFuture.completedStage(null) : sink.send(sse.newEvent(json));
  }

  @Override
  public CompletionStage<?> beat() {
    return sink.isClosed()
        ? CompletableFuture.completedStage(null)
        : sink.send(sse.newEventBuilder().comment("alive").build());
  }

  @Override
  public void close() {
    if (!sink.isClosed()) {
      // Not from inside a write that has just failed: Netty does not bear to be written to there.
      ForkJoinPool.commonPool().execute(sink::close);
    }
  }
}
