package io.tillstream.endtoend.journey;

import static io.tillstream.endtoend.shop.Shop.aShop;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.shop.HandMadeTerminal;
import io.tillstream.endtoend.shop.Shop;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I22: the memory that the demo's flags leave to a store is enough for what it lets in. */
@Timeout(600)
class LargestUploadsTest {

  private static final int TERMINALS = 16;
  private static final int LINES = 60;
  private static final int HEADER_BYTES_MAX = 1_024;
  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  @Test
  void sixteenOfTheLargestUploadsAtOnceAllGetInAndTheStoreLives() throws Exception {
    try (Shop shop = aShop()) {
      List<Upload> uploads = new ArrayList<>();
      for (int t = 1; t <= TERMINALS; t++) {
        uploads.add(largest(HandMadeTerminal.at(shop.store(), "BIG" + t)));
      }
      assertThat(uploads.getFirst().bytes())
          .as("as large as uploads may be, but for less than a document")
          .isGreaterThan(Protocol.BATCH_BYTES_MAX / 100 * 98);
      long before = shop.store().program().pid();

      List<HttpAnswer> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(TERMINALS)) {
        List<Future<HttpAnswer>> sending = new ArrayList<>();
        uploads.forEach(upload -> sending.add(threads.submit(upload::untilLetIn)));
        for (Future<HttpAnswer> each : sending) {
          answers.add(each.get());
        }
      }

      long documents = uploads.stream().mapToLong(upload -> upload.documents().size()).sum();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(shop.store().status().path("documents").path("made").asLong())
          .isEqualTo(documents);
      assertThat(shop.store().program().pid()).as("the same process").isEqualTo(before);
    }
  }

  private static Upload largest(HandMadeTerminal terminal) {
    List<ChainedRecord> documents = new ArrayList<>();
    long bytes = HEADER_BYTES_MAX;
    for (long n = 1; n <= Protocol.BATCH_DOCUMENTS_MAX; n++) {
      ChainedRecord next = terminal.sale(n, "L" + n, 1, LINES);
      if (bytes + next.line().length + 1 > Protocol.BATCH_BYTES_MAX) {
        break;
      }
      bytes += next.line().length + 1;
      documents.add(next);
    }
    return new Upload(terminal, documents, bytes);
  }

  private record Upload(HandMadeTerminal terminal, List<ChainedRecord> documents, long bytes) {

    /** As agents do: who is told to come again does so. */
    HttpAnswer untilLetIn() throws IOException {
      HttpAnswer answer = send();
      while (answer.status() == 429 || answer.status() == 503) {
        LockSupport.parkNanos(ASK_AGAIN_NANOS);
        answer = send();
      }
      return answer;
    }

    private HttpAnswer send() throws IOException {
      return terminal.sends(Watermark.START, documents.toArray(ChainedRecord[]::new));
    }
  }
}
