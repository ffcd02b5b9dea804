package io.tillstream.agent.link;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Passes a file on piece by piece: it may be larger than the memory. Nothing is passed on any more
 * once it was abandoned.
 */
final class PassBody implements BodySubscriber<byte[]> {

  private static final byte[] NOTHING = {};

  private final int status;
  private final HttpHeaders headers;
  private final FileSink sink;
  private final Runnable progress;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private boolean abandoned;
  private IOException fault; // what the sink could not use

  PassBody(int status, HttpHeaders headers, FileSink sink, Runnable progress) {
    this.status = status;
    this.headers = headers;
    this.sink = sink;
    this.progress = progress;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    progress.run();
    try {
      sink.begins(status, headers);
      subscription.request(1);
    } catch (IOException | RuntimeException e) {
      give(e);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> pieces) {
    progress.run();
    if (abandoned) {
      return;
    }
    try {
      for (ByteBuffer piece : pieces) {
        sink.piece(piece);
      }
      subscription.request(1);
    } catch (IOException | RuntimeException e) {
      give(e);
    }
  }

  /** After this the sink hears nothing more. */
  synchronized void abandon() {
    abandoned = true;
  }

  /** What the sink threw, which says more than that the transfer broke off; or null. */
  synchronized IOException fault() {
    return fault;
  }

  private void give(Exception why) {
    abandoned = true;
    fault = why instanceof IOException io ? io : null;
    subscription.cancel();
    whole.completeExceptionally(why);
  }

  @Override
  public void onError(Throwable fault) {
    whole.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    whole.complete(NOTHING);
  }
}
