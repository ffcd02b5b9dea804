package io.tillstream.platform.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bodies come in over lines of any kind, and none of them is in another's way (I14). */
class ArrivalsTest {

  private static final int ROOM = 100_000;

  private final Arrivals arrivals = new Arrivals(2, ROOM, Duration.ofSeconds(10));

  @Test
  void aBodyComesInAsItWasSent() throws IOException {
    byte[] body = new byte[50_000];
    body[49_999] = 7;

    try (Arrivals.Arrival whole = arrivals.whole("T1", new ByteArrayInputStream(body))) {
      assertThat(whole.length()).isEqualTo(body.length);
      assertThat(whole.stream().readAllBytes()).isEqualTo(body);
    }
  }

  @Test
  void whoTriesAgainWhileTheFirstBodyIsStillComingHoldsOnePlaceAndOthersGetIn() throws Exception {
    PipedOutputStream silent = new PipedOutputStream();
    PipedInputStream line = new PipedInputStream(silent);
    silent.write(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Arrivals.Arrival> first = threads.submit(() -> arrivals.whole("T1", line));
      try {
        while (line.available() > 0) {
          Thread.onSpinWait(); // until it has begun to come in
        }

        assertThat(refusal(() -> arrivals.whole("T1", body(1))))
            .isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
        arrivals.whole("T2", body(1)).close();
      } finally {
        silent.close();
      }
      assertThat(first.get().length()).isEqualTo(1);
    }
    arrivals.whole("T1", body(1)).close();
  }

  @Test
  void bodiesThatHaveNoRoomAreRefusedAndLeaveNothingBehind() {
    Arrivals.Arrival large = arrivals.whole("T1", body(ROOM - 1));

    assertThat(refusal(() -> arrivals.whole("T2", body(2))))
        .isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
    arrivals.whole("T2", body(1)).close();

    large.close();
    arrivals.whole("T2", body(ROOM)).close();
  }

  @Test
  void aBodyThatBreaksOffGivesItsPlaceAndItsRoomBack() {
    InputStream broken =
        new InputStream() {
          private int left = ROOM;

          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left < length) {
              throw new IOException("cut");
            }
            left -= length;
            return length;
          }
        };

    assertThat(refusal(() -> arrivals.whole("T1", broken))).isEqualTo(ProblemCode.NOT_AVAILABLE);

    arrivals.whole("T1", body(ROOM)).close();
  }

  @Test
  void aBodyThatDripsIsGivenUp() {
    InputStream dripping =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return 1;
          }
        };
    // As if all of them had begun twenty seconds before, of which ten are forgiven.
    Arrivals late = new Arrivals(2, ROOM, Duration.ofSeconds(-10));

    assertThat(refusal(() -> late.whole("T1", dripping))).isEqualTo(ProblemCode.NOT_AVAILABLE);
    late.whole("T1", body(20_000)).close();
  }

  private static InputStream body(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]);
  }

  private static ProblemCode refusal(ThrowingCallable arriving) {
    ProblemException refusal = catchThrowableOfType(ProblemException.class, arriving);
    assertThat(refusal).as("it was let in").isNotNull();
    return refusal.code();
  }
}
