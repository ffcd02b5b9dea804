package io.tillstream.store.uplink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.wire.FactsAnswer;
import io.tillstream.protocol.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Carries envelopes over HTTP and reads head office's answers. Thread-safe. */
final class CarryByHttps implements Carrier {

  private final ObjectMapper json;
  private final HeadOfficeLine line;
  private final WriteEnvelope envelopes;
  private final int envelopeBytesMax;

  CarryByHttps(
      ObjectMapper json, HeadOfficeLine line, UplinkConfig config, WriteEnvelope envelopes) {
    this.json = json;
    this.line = line;
    envelopeBytesMax = config.envelopeBytesMax();
    this.envelopes = envelopes;
  }

  @Override
  public boolean bringsAnswers() {
    return true;
  }

  @Override
  public int envelopeBytesMax() {
    return envelopeBytesMax;
  }

  @Override
  public Sent carry(ChainedBatch batch, String incarnation) {
    try {
      return read(
          line.send(
              "facts",
              body(batch, incarnation),
              "Content-Type",
              Protocol.NDJSON,
              "Content-Encoding",
              "gzip"));
    } catch (IOException e) {
      return Sent.noAnswer("head office is out of reach: " + e.getMessage());
    }
  }

  private byte[] body(ChainedBatch batch, String incarnation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream body = new GZIPOutputStream(bytes, 8192)) {
      envelopes.to(body, batch, incarnation);
    }
    return bytes.toByteArray();
  }

  private Sent read(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() == 200) {
      FactsAnswer answer = json.readValue(response.body(), FactsAnswer.class);
      UploadAnswer meaning =
          switch (answer.outcome()) {
            case APPLIED, DUPLICATE -> new UploadAnswer.Standing(answer.watermark());
            case FORK -> new UploadAnswer.ForkAt(answer.watermark());
          };
      return new Sent(meaning, null, Duration.ZERO);
    }
    JsonNode problem = problem(response.body());
    String code = problem.path("code").asText("");
    if (code.equals(ProblemCode.STREAM_GAP.toString())) {
      return new Sent(
          new UploadAnswer.GapAt(json.treeToValue(problem.path("watermark"), Watermark.class)),
          null,
          Duration.ZERO);
    }
    String why =
        "head office answers %d %s %s"
            .formatted(response.statusCode(), code, problem.path("detail").asText(""))
            .strip();
    return new Sent(new UploadAnswer.NoAnswer(), why, retryAfter(response));
  }

  /**
   * Only whole seconds are understood; a date would need a clock that agrees with head office's.
   */
  private static Duration retryAfter(HttpResponse<?> response) {
    boolean busy = response.statusCode() == 429 || response.statusCode() == 503;
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> busy && seconds.matches("[0-9]{1,9}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }

  private JsonNode problem(byte[] body) {
    try {
      JsonNode problem = json.readTree(body);
      return problem == null ? json.missingNode() : problem;
    } catch (IOException e) {
      return json.missingNode(); // something between the two answered, in a language of its own
    }
  }
}
