package io.tillstream.platform.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Takes in an answer, and knows when its last piece came: a slow line is given time, a dead one is
 * not. Written by one thread, watched by another.
 */
public final class GatherBody implements BodySubscriber<byte[]> {

  private final int bytesMax;
  private final Runnable progress;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.Subscription subscription;

  /**
   * Of an answer.
   *
   * @param bytesMax more are refused
   * @param progress is run with each piece
   */
  public GatherBody(int bytesMax, Runnable progress) {
    this.bytesMax = bytesMax;
    this.progress = progress;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    progress.run();
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    progress.run();
    for (ByteBuffer piece : pieces) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
    }
    if (bytes.size() > bytesMax) {
      subscription.cancel();
      whole.completeExceptionally(
          new IOException("the answer is larger than " + bytesMax + " bytes"));
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable fault) {
    whole.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
