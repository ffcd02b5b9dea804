package io.tillstream.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ChooseDriverTest {

  private final ChooseDriver driver = new ChooseDriver();

  @Test
  void anH2UrlOpensH2() throws SQLException {
    try (Connection connection = driver.connect("jdbc:h2:mem:choose", new Properties())) {
      assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
    }
  }

  @Test
  void aSqlServerUrlGoesToMicrosoftsDriver() throws SQLException {
    String url = "jdbc:sqlserver://localhost:1433;databaseName=store";

    assertThat(driver.acceptsURL(url)).isTrue();
    assertThat(driver.getPropertyInfo(url, new Properties()))
        .extracting(property -> property.name)
        .contains("databaseName");
  }

  @Test
  void anyOtherUrlIsLeftToOtherDrivers() throws SQLException {
    assertThat(driver.acceptsURL("jdbc:sqlite:txn.db")).isFalse();
    assertThat(driver.connect("jdbc:sqlite:txn.db", new Properties())).isNull();
  }

  @Test
  void aPathWithoutABeginningBeginsAtTheWorkingDirectory() {
    assertThat(ChooseDriver.explicit("jdbc:h2:file:data/store;MODE=MSSQLServer"))
        .isEqualTo("jdbc:h2:file:./data/store;MODE=MSSQLServer");
    for (String clear :
        new String[] {
          "jdbc:h2:file:/srv/store",
          "jdbc:h2:file:./store",
          "jdbc:h2:file:../store",
          "jdbc:h2:file:~/store",
          "jdbc:h2:file:C:/store",
          "jdbc:h2:mem:store",
          "jdbc:sqlserver://localhost"
        }) {
      assertThat(ChooseDriver.explicit(clear)).isEqualTo(clear);
    }
  }
}
