package io.tillstream.endtoend.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.endtoend.shop.Until;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What each fault does to what a caller says, and to what it hears, against a program that echoes.
 */
@Timeout(60)
class FaultTest {

  private static final int SILENCE_MILLIS = 300;

  private final AtomicInteger heard = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final ConcurrentLinkedQueue<Socket> callers = new ConcurrentLinkedQueue<>();
  private ServerSocket echo;
  private Link link;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    link = Link.to(echo.getLocalPort(), 7);
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    echo.close();
    for (Socket caller : callers) {
      caller.close();
    }
  }

  @Test
  void delayedBytesComeLaterAndWhole() throws IOException {
    Socket caller = call();
    link.suffers(Direction.UP, new Fault.Delay(Duration.ofMillis(120), Duration.ofMillis(150)));
    link.suffers(Direction.DOWN, Fault.Delay.of(Duration.ofMillis(100)));
    long started = System.nanoTime();

    say(caller, 1_000);
    assertThat(hear(caller, 1_000)).isEqualTo(1_000);
    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(220_000_000);
  }

  @Test
  void narrowLineCarriesNoMoreThanItHolds() throws IOException {
    Socket caller = call();
    link.suffers(Direction.UP, new Fault.Bandwidth(50_000));
    long started = System.nanoTime();

    say(caller, 25_000);
    assertThat(hear(caller, 25_000)).isEqualTo(25_000);
    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(450_000_000);
  }

  @Test
  void widthIsSharedByAllConnections() throws IOException {
    Socket one = call();
    Socket other = call();
    link.suffers(Direction.UP, new Fault.Bandwidth(50_000));
    long started = System.nanoTime();

    say(one, 12_500);
    say(other, 12_500);
    assertThat(hear(one, 12_500) + hear(other, 12_500)).isEqualTo(25_000);
    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(450_000_000);
  }

  @Test
  void cutInTheMiddleOfABodyEndsBothSidesAfterSoManyBytes() throws IOException {
    Socket caller = call();
    link.suffers(Direction.UP, new Fault.CutAfter(700));
    say(caller, 5_000);

    assertThatThrownBy(() -> hear(caller, 5_000)).isInstanceOf(IOException.class);
    Until.holds("the program sees the end", () -> ended.get() == 1);
    assertThat(heard).hasValue(700);
  }

  @Test
  void answerIsCutInTheMiddleThoughTheWholeRequestArrived() throws IOException {
    Socket caller = call();
    link.suffers(Direction.DOWN, new Fault.CutAfter(100));
    say(caller, 900);

    assertThatThrownBy(() -> hear(caller, 900)).isInstanceOf(EOFException.class);
    assertThat(heard).hasValue(900);
  }

  @Test
  void resetIsSeenAsAResetAndNotAsAnEnd() throws IOException {
    Socket caller = call();
    link.suffers(Direction.UP, new Fault.ResetAfter(100));
    say(caller, 900);

    assertThatThrownBy(() -> hear(caller, 900)).isInstanceOf(SocketException.class);
    assertThat(heard.get()).isLessThanOrEqualTo(100);
  }

  @Test
  void everyConnectionThereIsCanBeResetAndNewOnesAreCarried() throws IOException {
    Socket caller = call();
    say(caller, 10);
    hear(caller, 10);
    link.resetConnections();

    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketException.class);
    assertThat(echoes(call(), 10)).isTrue();
  }

  @Test
  void stallAfterSoManyBytesTellsNobodyAndGoesOnWhenItIsOver() throws IOException {
    Socket caller = call();
    link.suffers(Direction.UP, new Fault.StallAfter(600));
    say(caller, 1_000);
    assertThat(hear(caller, 600)).isEqualTo(600);

    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketTimeoutException.class);
    assertThat(ended).hasValue(0);
    link.restore();
    assertThat(hear(caller, 400)).isEqualTo(400);
  }

  @Test
  void blackHoleUpTakesWhatIsSaidAndStillLetsAnswersThrough() throws IOException {
    Socket caller = call();
    link.suffers(Direction.UP, new Fault.BlackHole());
    say(caller, 1_000);

    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketTimeoutException.class);
    assertThat(heard).hasValue(0);
    link.restore();
    assertThatThrownBy(() -> hear(caller, 1))
        .as("its bytes are gone, so it cannot go on")
        .isInstanceOf(SocketException.class);
    assertThat(echoes(call(), 10)).isTrue();
  }

  @Test
  void blackHoleDownLosesTheAnswerThoughTheRequestWasHeard() throws IOException {
    Socket caller = call();
    link.suffers(Direction.DOWN, new Fault.BlackHole());
    say(caller, 1_000);

    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketTimeoutException.class);
    assertThat(heard).hasValue(1_000);
  }

  @Test
  void halfOpenTowardsTheProgramEndsItThereAndLetsTheCallerBelieve() throws IOException {
    Socket caller = call();
    say(caller, 10);
    hear(caller, 10);
    link.suffers(Direction.UP, new Fault.HalfOpen());

    Until.holds("the program sees the end", () -> ended.get() == 1);
    say(caller, 1_000);
    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(SocketTimeoutException.class);
    Socket later = call();
    say(later, 10);
    assertThatThrownBy(() -> hear(later, 1)).isInstanceOf(SocketTimeoutException.class);
    link.restore();
    assertThat(echoes(call(), 10)).isTrue();
  }

  @Test
  void halfOpenTowardsTheCallerLeavesTheProgramWaiting() throws IOException {
    Socket caller = call();
    say(caller, 10);
    hear(caller, 10);
    link.suffers(Direction.DOWN, new Fault.HalfOpen());

    assertThatThrownBy(() -> hear(caller, 1)).isInstanceOf(IOException.class);
    assertThat(ended).hasValue(0);
    link.restore();
    Until.holds("the program sees the end", () -> ended.get() == 1);
  }

  @Test
  void sameSeedDrawsTheSameDelays() {
    Fault.Delay between = new Fault.Delay(Duration.ofMillis(1), Duration.ofMillis(40));

    assertThat(waits(between, 42)).isEqualTo(waits(between, 42)).isNotEqualTo(waits(between, 43));
  }

  @Test
  void faultsAreBounded() {
    assertThatThrownBy(() -> Fault.Delay.of(Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Fault.Bandwidth(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Long> waits(Fault.Delay between, long seed) {
    Course course = new Course(seed);
    return Stream.generate(() -> course.drawn(between)).limit(20).toList();
  }

  private Socket call() throws IOException {
    Socket caller = new Socket(InetAddress.getLoopbackAddress(), link.port());
    caller.setSoTimeout(SILENCE_MILLIS);
    callers.add(caller);
    return caller;
  }

  private static void say(Socket caller, int bytes) throws IOException {
    caller.getOutputStream().write(new byte[bytes]);
  }

  // However long it takes, as long as something comes every now and then.
  private static int hear(Socket caller, int bytes) throws IOException {
    byte[] all = caller.getInputStream().readNBytes(bytes);
    if (all.length < bytes) {
      throw new EOFException("only " + all.length + " bytes");
    }
    return all.length;
  }

  private static boolean echoes(Socket caller, int bytes) throws IOException {
    say(caller, bytes);
    return hear(caller, bytes) == bytes;
  }

  private void serve() {
    try {
      while (true) {
        Socket caller = echo.accept();
        callers.add(caller);
        Thread.ofVirtual().start(() -> serve(caller));
      }
    } catch (IOException e) {
      assertThat(echo.isClosed()).isTrue();
    }
  }

  private void serve(Socket caller) {
    byte[] piece = new byte[8_192];
    try {
      InputStream in = caller.getInputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        heard.addAndGet(length);
        caller.getOutputStream().write(piece, 0, length);
      }
      ended.incrementAndGet();
    } catch (IOException e) {
      ended.incrementAndGet(); // a reset is an end too
    }
  }
}
