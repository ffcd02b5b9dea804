package io.tillstream.store.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a document brings may park it. */
class CommandFaultTest {

  @ParameterizedTest
  @ValueSource(ints = {220, 245, 515, 547, 2601, 2627, 2628, 8115, 8152})
  void aValueThatSqlServerCannotHoldIsTheCommandsFault(int number) {
    assertThat(CommandFault.isOne(new SQLException("no", "S0001", number))).isTrue();
    assertThat(CommandFault.isOne(new BatchUpdateException("no", "S0002", number, new int[0])))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {701, 802, 1105, 1204, 1222, 3989, 9002, 41822})
  void aFullDiskOrALockOfSqlServerIsNot(int number) {
    assertThat(CommandFault.isOne(new SQLException("no", "S0001", number))).isFalse();
    assertThat(CommandFault.isOne(new IllegalStateException(new SQLException("no", "S1", number))))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22003", "22001", "23505", "23502"})
  void dataAndConstraintsAreTheCommandsFaultByTheirState(String state) {
    assertThat(CommandFault.isOne(new SQLException("no", state, 0))).isTrue();
  }

  @Test
  void aDatabaseThatIsGoneOrFullIsNot() {
    assertThat(CommandFault.isOne(new SQLTransientConnectionException("gone", "22003"))).isFalse();
    assertThat(CommandFault.isOne(new SQLException("gone", "08S01", 0))).isFalse();
    assertThat(CommandFault.isOne(new SQLException("full", "90031", 90031))).isFalse();
    assertThat(CommandFault.isOne(new SQLException("no state"))).isFalse();
  }

  @Test
  void ourOwnStumblingIsTheCommandsFault() {
    assertThat(CommandFault.isOne(new ArithmeticException("overflow"))).isTrue();
  }
}
