package io.tillstream.endtoend.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.endtoend.power.Life.Rows;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * I1: the databases keep what they acknowledged because of the settings of the programs, and lose
 * it without them. That the harness sees the loss is what makes its silence elsewhere worth
 * something.
 */
@Timeout(120)
class DatabasePowerLossTest {

  private static final int TOLD = 400;

  private ForgetfulDisk disk;

  @TempDir Path folder;

  @BeforeEach
  void compile() throws Exception {
    disk = ForgetfulDisk.compiled();
  }

  @Test
  void journalKeepsEveryCommitItAcknowledged() throws Exception {
    Rows rows = Life.of(Engine.SQLITE_FULL, disk, folder, TOLD);

    assertThat(rows.told()).isGreaterThanOrEqualTo(TOLD);
    assertThat(rows.found()).isGreaterThanOrEqualTo(rows.told());
  }

  @Test
  void withSynchronousNormalAcknowledgedCommitsAreLost() throws Exception {
    Rows rows = Life.of(Engine.SQLITE_NORMAL, disk, folder, TOLD);

    assertThat(rows.found()).isLessThan(rows.told());
  }

  @Test
  void withSynchronousOffAcknowledgedCommitsAreLost() throws Exception {
    Rows rows = Life.of(Engine.SQLITE_OFF, disk, folder, TOLD);

    assertThat(rows.found()).isLessThan(rows.told());
  }

  @Test
  void serverKeepsEveryBatchItAcknowledged() throws Exception {
    Rows rows = Life.of(Engine.H2_SYNCED, disk, folder, TOLD);

    assertThat(rows.told()).isGreaterThanOrEqualTo(TOLD);
    assertThat(rows.found()).isGreaterThanOrEqualTo(rows.told());
  }

  @Test
  void withoutTheSyncAfterEachBatchAcknowledgedBatchesAreLost() throws Exception {
    Rows rows = Life.of(Engine.H2_UNSYNCED, disk, folder, TOLD);

    assertThat(rows.found()).isLessThan(rows.told());
  }
}
