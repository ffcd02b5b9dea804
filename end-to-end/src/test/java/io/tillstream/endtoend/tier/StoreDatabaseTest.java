package io.tillstream.endtoend.tier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreDatabaseTest {

  @Test
  void passwordInTheUrlIsNotPrinted() {
    assertThat(new StoreDatabase("jdbc:sqlserver://db;password=s3cret;encrypt=false", null, null))
        .hasToString("jdbc:sqlserver://db;password=…;encrypt=false");
    assertThat(new StoreDatabase("jdbc:sqlserver://db;PWD={a;b}", null, null))
        .hasToString("jdbc:sqlserver://db;PWD=…");
  }

  @Test
  void passwordGoesThroughTheEnvironment() {
    assertThat(new StoreDatabase("jdbc:sqlserver://db", "sa", "s3cret").environment())
        .containsEntry("STORE_DB_URL", "jdbc:sqlserver://db")
        .containsEntry("STORE_DB_USER", "sa")
        .containsEntry("STORE_DB_PASSWORD", "s3cret");
  }
}
