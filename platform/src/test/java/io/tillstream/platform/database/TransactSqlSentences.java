package io.tillstream.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each program hears them with the libraries that it brings, of which the grammar needs some. */
public abstract class TransactSqlSentences {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t ORDER BY a OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
        "UPDATE t SET v = t.v + ?, w = NULL WHERE a = ? AND b IS NULL",
        "INSERT INTO t (a, b) VALUES (?, ?)",
      })
  void whatSqlServerUnderstandsPasses(String good) {
    assertThat(TransactSqlDriver.fault(good)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t LIMIT 10",
        "SELECT a FROM t FETCH FIRST 10 ROWS ONLY",
        "SELECT a FROM t WHERE b = TRUE",
        "SELECT a FROM t ORDER BY a NULLS LAST",
        "SELECT a || b FROM t",
        "SELECT a FROM t FOR UPDATE",
        "SELECT a FROM t WHERE ROWNUM() < 10 QUALIFY a = 1",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO t SET a = 1",
        "MERGE INTO t KEY (a) VALUES (1)",
        "REPLACE INTO t (a) VALUES (1)",
        "UPDATE t SET a = ? WHERE",
      })
  void aStatementOfAnotherDialectFails(String foreign) {
    assertThat(TransactSqlDriver.fault(foreign)).isPresent();
  }
}
