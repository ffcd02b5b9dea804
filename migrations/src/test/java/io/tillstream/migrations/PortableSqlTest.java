package io.tillstream.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortableSqlTest {

  private static final String GOOD =
      """
      CREATE TABLE item (
        item NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
        note NVARCHAR(MAX) NULL,
        kind NVARCHAR(16) NOT NULL,
        CONSTRAINT item_pk PRIMARY KEY (item),
        CONSTRAINT item_kind CHECK (kind IN ('a; b', 'LIMIT'))
      )""";

  @TestFactory
  Stream<DynamicTest> everyServerScriptIsTransactSql() {
    return Database.SERVERS.stream()
        .flatMap(folder -> Stream.of(folder, Database.SQL_SERVER.twinOf(folder)))
        .flatMap(folder -> Script.of(folder).stream())
        .map(
            script ->
                dynamicTest(
                    script.toString(),
                    () ->
                        assertThat(script.statements(Database.SQL_SERVER))
                            .isNotEmpty()
                            .allSatisfy(
                                statement ->
                                    assertThat(TransactSql.faults(statement))
                                        .as(statement)
                                        .isEmpty())));
  }

  @Test
  void aGoodStatementHasNoFault() {
    assertThat(TransactSql.faults(GOOD)).isEmpty();
    assertThat(TransactSql.faults("CREATE UNIQUE INDEX item_by_kind ON item (kind, item)"))
        .isEmpty();
    assertThat(TransactSql.faults("ALTER TABLE item ADD weight_grams BIGINT NULL")).isEmpty();
    assertThat(TransactSql.faults("ALTER TABLE item ADD CONSTRAINT item_k UNIQUE (kind)"))
        .isEmpty();
    assertThat(TransactSql.faults("UPDATE item SET kind = 'a' WHERE item = N'85123A'")).isEmpty();
    assertThat(TransactSql.faults("INSERT INTO item (item, kind) VALUES (N'85123A', N'a')"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABEL t (id INT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS t (id INT NOT NULL)",
        "CREATE TABLE t (id INT NOT NULL",
        "CREATE TABLE t (id INT NOT NULL,, name NVARCHAR(8) NULL)",
        "CREATE TABLE t (id SERIAL NOT NULL)",
        "CREATE TABLE t (id BIGINT AUTO_INCREMENT NOT NULL)",
        "CREATE TABLE t (done BOOLEAN NOT NULL)",
        "CREATE TABLE t (price DOUBLE PRECISION NOT NULL)",
        "CREATE TABLE t (price FLOAT NOT NULL)",
        "CREATE TABLE t (body CLOB NOT NULL)",
        "CREATE TABLE t (body BLOB NOT NULL)",
        "CREATE TABLE t (body TEXT NOT NULL)",
        "CREATE TABLE t (at TIMESTAMP WITH TIME ZONE NOT NULL)",
        "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY)",
        "CREATE TABLE t (id BIGINT NOT NULL, PRIMARY KEY (id))",
        "CREATE TABLE t (id BIGINT NOT NULL, UNIQUE (id))",
        "CREATE TABLE t (id BIGINT NOT NULL, CHECK (id > 0))",
        "CREATE TABLE t (id BIGINT NOT NULL, CONSTRAINT t_pk PRIMARY KEY (ident))",
        "CREATE TABLE t (item NVARCHAR(64) NOT NULL, CONSTRAINT t_pk PRIMARY KEY (item))",
        "CREATE TABLE t (done BIT NOT NULL CONSTRAINT t_done CHECK (done = TRUE))",
        "ALTER TABLE t ADD COLUMN done BIT NULL",
        "ALTER TABLE t ADD done BOOLEAN NULL",
        "ALTER TABLE t RENAME COLUMN a TO b",
        "ALTER TABLE t MODIFY a INT NULL",
        "CREATE INDEX IF NOT EXISTS t_a ON t (a)",
        "CREATE INDEX t_a ON t (a NULLS LAST)",
        "CREATE INDEX t_a ON t USING btree (a)",
        "INSERT INTO t (a) VALUES ('a' || 'b')",
        "INSERT INTO t (a) VALUES (NOW())",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO t (a) VALUES (1) RETURNING a",
        "INSERT OR IGNORE INTO t (a) VALUES (1)",
        "UPDATE t SET a = '1'::INT WHERE b = 2",
        "DELETE FROM t WHERE a = 1 LIMIT 1",
        "SELECT a FROM t LIMIT 10",
        "SELECT `a` FROM t",
        "CREATE OR REPLACE VIEW v AS SELECT a FROM t",
      })
  void aSeededMistakeIsFound(String mistake) {
    assertThat(TransactSql.faults(mistake)).isNotEmpty();
  }

  @Test
  void everyExceptionIsStillNeeded() {
    List<String> statements =
        Database.SERVERS.stream()
            .flatMap(folder -> Stream.of(folder, Database.SQL_SERVER.twinOf(folder)))
            .flatMap(folder -> Script.of(folder).stream())
            .flatMap(script -> script.statements(Database.SQL_SERVER).stream())
            .toList();

    assertThat(TransactSql.goodThoughRefused())
        .allSatisfy(
            pattern ->
                assertThat(statements).anyMatch(statement -> pattern.matcher(statement).matches()));
  }

  @Test
  void semicolonsInsideQuotesAndCommentsEndNoStatement() {
    assertThat(Script.split("A 'x;''y' B; -- one; two\nC /* ; */ D;\n"))
        .containsExactly("A 'x;''y' B", "C   D");
  }
}
