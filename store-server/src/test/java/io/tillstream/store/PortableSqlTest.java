package io.tillstream.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver of the tests lets through; that every statement passes it is in its nature. */
class PortableSqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t LIMIT 10",
        "SELECT a FROM t FETCH FIRST 10 ROWS ONLY",
        "MERGE INTO t USING s ON t.a = s.a",
        "INSERT INTO t (a) VALUES (1) RETURNING a",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
        "SELECT a || b FROM t",
        "SELECT a FROM t WHERE b = TRUE",
        "SELECT a FROM t ORDER BY a NULLS LAST",
        "SELECT a FROM t FOR UPDATE",
        "UPDATE t SET a = 1 OUTPUT inserted.a",
      })
  void aStatementThatOneDatabaseRefusesIsHeard(String foreign) {
    assertThat(PortableSqlDriver.isPortable(foreign)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t ORDER BY a OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
        "UPDATE store_clock SET v = ? WHERE id = 1 AND v = ? AND leader_epoch = ?",
      })
  void whatBothUnderstandPasses(String portable) {
    assertThat(PortableSqlDriver.isPortable(portable)).isTrue();
  }
}
