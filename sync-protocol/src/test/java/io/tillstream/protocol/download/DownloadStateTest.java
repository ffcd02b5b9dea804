package io.tillstream.protocol.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DownloadStateTest {

  private static final String LOG = "0d9f";
  private static final String OTHER_LOG = "77aa";

  private final DownloadState fresh = DownloadState.resume(Cursor.START);

  @Test
  void newTerminalTakesTheFirstPageOfAnyLog() {
    assertThat(fresh.next()).isEqualTo(new Cursor(null, 0));
    assertThat(fresh.accept(page(LOG, 0, 50, 50))).isEqualTo(at(50));
  }

  @Test
  void nothingIsVisibleBeforeACheckpoint() {
    DownloadState first = fresh.accept(page(LOG, 0, 50, 120));
    DownloadState second = first.accept(page(LOG, 50, 100, 120));
    DownloadState last = second.accept(page(LOG, 100, 120, 120));

    assertThat(first.visible()).isEqualTo(Cursor.START);
    assertThat(first.next()).isEqualTo(new Cursor(LOG, 50));
    assertThat(second.visible()).isEqualTo(Cursor.START);
    assertThat(last).isEqualTo(at(120));
  }

  @Test
  void headMayMoveOnWhilePagesAreFetched() {
    DownloadState state = at(120).accept(page(LOG, 120, 170, 180)).accept(page(LOG, 170, 200, 200));

    assertThat(state).isEqualTo(at(200));
  }

  @Test
  void crashBeforeTheCheckpointForgetsWhatNobodySaw() {
    DownloadState staged = at(120).accept(page(LOG, 120, 170, 200));

    assertThat(DownloadState.resume(staged.visible()).next()).isEqualTo(new Cursor(LOG, 120));
  }

  @Test
  void nothingNewLeavesTheTerminalWhereItIs() {
    assertThat(at(120).accept(page(LOG, 120, 120, 120))).isEqualTo(at(120));
  }

  @Test
  void pageOfAnotherLogMeansStartingOver() {
    assertStartsOver(at(120).accept(page(OTHER_LOG, 120, 130, 130)));
    assertStartsOver(
        at(120).accept(page(LOG, 120, 130, 200)).accept(page(OTHER_LOG, 130, 200, 200)));
  }

  @Test
  void pageOutOfPlaceMeansStartingOver() {
    assertStartsOver(at(120).accept(page(LOG, 119, 130, 130)));
    assertStartsOver(at(120).accept(page(LOG, 121, 130, 130)));
    assertStartsOver(at(120).accept(page(LOG, 120, 119, 130)));
    assertStartsOver(at(120).accept(page(LOG, 120, 131, 130)));
  }

  @Test
  void terminalThatStartsOverTakesTheNewLogFromItsBeginning() {
    DownloadState reseed = at(120).accept(page(OTHER_LOG, 120, 130, 130));

    DownloadState staged = reseed.accept(page(OTHER_LOG, 0, 60, 90));
    assertThat(staged.visible()).isEqualTo(new Cursor(LOG, 120));
    assertThat(staged.accept(page(OTHER_LOG, 60, 90, 90)))
        .isEqualTo(new DownloadState.AtCheckpoint(new Cursor(OTHER_LOG, 90)));
  }

  @Test
  void whatIsVisibleIsAlwaysAWholeNumberOfCheckpoints() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      DownloadState state = fresh;
      long head = 1L + random.nextInt(50);
      Cursor lastCheckpoint = Cursor.START;
      for (int step = 0; step < 60; step++) {
        if (random.nextInt(10) == 0) {
          state = DownloadState.resume(state.visible());
        }
        head += random.nextInt(4);
        long after = state.next().seq();
        long to = Math.min(head, after + 1 + random.nextInt(20));
        state = state.accept(page(LOG, after, to, head));
        if (to == head) {
          lastCheckpoint = new Cursor(LOG, head);
        }
        assertThat(state.visible()).as("seed %d, step %d", seed, step).isEqualTo(lastCheckpoint);
      }
    }
  }

  private static void assertStartsOver(DownloadState state) {
    assertThat(state).isEqualTo(new DownloadState.Reseed(new Cursor(LOG, 120)));
    assertThat(state.next()).isEqualTo(Cursor.START);
  }

  private static DownloadState at(long seq) {
    return new DownloadState.AtCheckpoint(new Cursor(LOG, seq));
  }

  private static PageHeader page(String incarnation, long after, long to, long head) {
    return new PageHeader(incarnation, after, to, head);
  }
}
