package io.tillstream.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a terminal or a stranger sends is bounded before anybody looks at it. */
class ReadBatchTest {

  private static final String HEADER =
      "{\"protocol\":1,\"stream\":\"S1/T1/1\",\"from\":0,\"previousHash\":\"%s\",\"to\":2,\"hash\":\"%s\"}"
          .formatted("0".repeat(64), "1".repeat(64));

  private final ReadBatch read = new ReadBatch(new ObjectMapper());

  private ProblemCode refusalOf(byte[] body, String encoding) {
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class, () -> read.read(new ByteArrayInputStream(body), encoding, 10));
    assertThat(refusal).as("the batch was read").isNotNull();
    return refusal.code();
  }

  @Test
  void recordsKeepTheirBytesPlainOrGzipped() throws IOException {
    byte[] body = bytes(HEADER + "\n{\"n\":1}\n{\"n\":2,\"description\":\"Käse\"}\n");

    ReceivedBatch plain = read.read(new ByteArrayInputStream(body), null, 10);
    ReceivedBatch zipped = read.read(new ByteArrayInputStream(gzip(body)), "gzip", 10);

    assertThat(plain.header().to()).isEqualTo(2);
    assertThat(plain.lines())
        .containsExactly(bytes("{\"n\":1}"), bytes("{\"n\":2,\"description\":\"Käse\"}"));
    assertThat(zipped.lines()).containsExactly(plain.lines().toArray(byte[][]::new));
  }

  @Test
  void aGzipBombStopsAtTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[Protocol.BATCH_BYTES_MAX + 1]);

    assertThat(bomb.length).isLessThan(100_000);
    assertThat(refusalOf(bomb, "gzip")).isEqualTo(ProblemCode.BODY_TOO_LARGE);
  }

  @Test
  void aBodyThatIsNotWholeGzipIsMalformed() throws IOException {
    byte[] whole = gzip(bytes(HEADER + "\n{\"n\":1}\n"));

    assertThat(refusalOf(Arrays.copyOf(whole, whole.length - 9), "gzip"))
        .isEqualTo(ProblemCode.MALFORMED_BODY);
    assertThat(refusalOf(bytes(HEADER), "gzip")).isEqualTo(ProblemCode.MALFORMED_BODY);
  }

  @Test
  void moreRecordsThanABatchMayHoldAreRefused() {
    assertThat(refusalOf(bytes(HEADER + "\n{}".repeat(11)), null))
        .isEqualTo(ProblemCode.BODY_TOO_LARGE);
  }

  @Test
  void aRecordIsReadUpToItsLimitAndAFactMayBeLargerThanTheDocumentInIt() throws IOException {
    String largest = "x".repeat(Protocol.RECORD_BYTES_MAX);
    byte[] atTheLimit = bytes(HEADER + "\n" + largest);
    byte[] overIt = bytes(HEADER + "\n" + largest + "x");

    assertThat(read.read(new ByteArrayInputStream(atTheLimit), null, 10).lines()).hasSize(1);
    assertThat(refusalOf(overIt, null)).isEqualTo(ProblemCode.BODY_TOO_LARGE);
    assertThat(
            read.read(new ByteArrayInputStream(overIt), null, 10, Protocol.FACT_BYTES_MAX).lines())
        .hasSize(1);
  }

  @Test
  void aBatchWithoutAHeaderOrWithHalfOfOneIsRefused() {
    assertThat(refusalOf(new byte[0], null)).isEqualTo(ProblemCode.MALFORMED_BODY);
    assertThat(refusalOf(bytes("[1,2"), null)).isEqualTo(ProblemCode.MALFORMED_BODY);
    assertThat(refusalOf(bytes("null"), null)).isEqualTo(ProblemCode.PROTOCOL_NOT_SUPPORTED);
    assertThat(refusalOf(bytes(HEADER.replace("\"protocol\":1", "\"protocol\":9")), null))
        .isEqualTo(ProblemCode.PROTOCOL_NOT_SUPPORTED);
    assertThat(refusalOf(bytes(HEADER.replace("\"from\":0", "\"from\":5")), null))
        .isEqualTo(ProblemCode.INVALID_FIELD);
    assertThat(refusalOf(bytes(HEADER.replace("0".repeat(64), "zz")), null))
        .isEqualTo(ProblemCode.INVALID_FIELD);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    return zipped.toByteArray();
  }
}
