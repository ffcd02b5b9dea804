package io.tillstream.agent.shop;

import static io.tillstream.agent.shop.Answers.JSON;
import static io.tillstream.agent.shop.Answers.problem;
import static io.tillstream.agent.shop.Answers.send;

import com.sun.net.httpserver.HttpExchange;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.DocumentsAnswer;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** How the small store receives documents. */
public final class Intake {

  private final ShopBooks books;
  private boolean losesNextAnswer;

  Intake(ShopBooks books) {
    this.books = books;
  }

  /** The next batch is taken in, and the answer lost. */
  public synchronized void losesNextAnswer() {
    losesNextAnswer = true;
  }

  synchronized void documents(HttpExchange exchange) throws IOException {
    Batch batch = batch(exchange.getRequestBody());
    if (batch.chained().fault().isPresent()) {
      problem(exchange, ProblemCode.BAD_HASH);
      return;
    }
    Optional<ShopBooks.Received> received = books.receive(batch.epoch(), batch.chained());
    if (losesNextAnswer) {
      losesNextAnswer = false;
      throw new IOException("the answer is lost");
    }
    Watermark watermark = books.of(batch.epoch()).watermark();
    if (received.isEmpty()) {
      problem(exchange, ProblemCode.STREAM_GAP, Map.of("watermark", watermark));
      return;
    }
    send(
        exchange,
        200,
        new DocumentsAnswer(
            1,
            received.get().outcome(),
            watermark,
            received.get().verdicts(),
            books.headOffice,
            Instant.now()));
  }

  private record Batch(int epoch, ChainedBatch chained) {}

  private static Batch batch(InputStream body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(body)) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      StreamHeader header = JSON.readValue(lines.get(0), StreamHeader.class);
      List<ChainedRecord> records = new ArrayList<>();
      for (int i = 1; i < lines.size(); i++) {
        records.add(
            new ChainedRecord(header.from() + i, lines.get(i).getBytes(StandardCharsets.UTF_8)));
      }
      return new Batch(
          ShopBooks.epochOf(header.stream()),
          new ChainedBatch(header.start(), records, header.end()));
    }
  }
}
