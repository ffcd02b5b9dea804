package io.tillstream.agent.link;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Hands on each line of an answer that does not end, as soon as it has come. */
final class HearLines implements BodySubscriber<byte[]> {

  /** A poke has some 150 characters. */
  private static final int LINE_CHARACTERS_MAX = 4_096;

  private final Consumer<String> hear;
  private final Runnable progress;
  private final CompletableFuture<byte[]> ended = new CompletableFuture<>();
  private final StringBuilder line = new StringBuilder();
  private Flow.Subscription subscription;

  HearLines(Consumer<String> hear, Runnable progress) {
    this.hear = hear;
    this.progress = progress;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return ended;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    progress.run();
    for (ByteBuffer piece : pieces) {
      // Pokes are ASCII; whatever else comes is not understood anyway.
      StandardCharsets.ISO_8859_1.decode(piece).chars().forEach(c -> take((char) c));
    }
    if (line.length() > LINE_CHARACTERS_MAX) {
      subscription.cancel();
      ended.completeExceptionally(new IOException("the store's line is no line of pokes"));
    } else {
      subscription.request(1);
    }
  }

  private void take(char c) {
    if (c == '\n') {
      hear.accept(line.toString().stripTrailing());
      line.setLength(0);
    } else {
      line.append(c);
    }
  }

  @Override
  public void onError(Throwable fault) {
    ended.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    ended.complete(new byte[0]);
  }
}
