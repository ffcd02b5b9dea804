package io.tillstream.store.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A store process that another one has superseded changes nothing, also where it does not go
 * through the writer (I17). The other process is played by its one trace: it has raised the leader
 * epoch.
 */
abstract class FenceSentences {

  @Inject DataSource database;

  private boolean superseded;

  @AfterEach
  void leadsAgain() throws SQLException {
    if (superseded) {
      run("UPDATE store_clock SET leader_epoch = leader_epoch - 1");
      superseded = false;
    }
  }

  @Test
  void noCodeIsIssued() throws SQLException {
    String id = AStore.newTerminal();
    isSuperseded();

    refused(AStore.admin().post("/api/terminals/{id}/enrolment-codes", id).then());

    assertThat(count("SELECT COUNT(*) FROM terminal WHERE terminal = '" + id + "'")).isZero();
    assertThat(count("SELECT COUNT(*) FROM enrolment_code WHERE terminal = '" + id + "'")).isZero();
  }

  @Test
  void noCodeIsExchanged() throws SQLException {
    String id = AStore.newTerminal();
    String code = AStore.code(id);
    isSuperseded();

    refused(AStore.exchange(code).then());

    assertThat(count("SELECT COUNT(*) FROM credential WHERE terminal = '" + id + "'")).isZero();
    assertThat(count("SELECT epoch FROM terminal WHERE terminal = '" + id + "'")).isZero();
    leadsAgain();
    AStore.exchange(code).then().statusCode(201).body("epoch", equalTo(1));
  }

  @Test
  void noFileEnrolsAnybody() throws SQLException {
    String id = AStore.newTerminal();
    isSuperseded();

    refused(
        AStore.admin()
            .contentType("application/json")
            .body(Map.of("terminal", id, "storeUrl", "http://store:7200", "replace", true))
            .post("/api/backups/terminal-database")
            .then());

    assertThat(count("SELECT COUNT(*) FROM credential WHERE terminal = '" + id + "'")).isZero();
  }

  @Test
  void noCredentialIsWithdrawn() throws SQLException {
    ATerminal till = ATerminal.enrolled();
    isSuperseded();

    refused(AStore.admin().post("/api/terminals/{id}/revocation", till.id).then());

    leadsAgain();
    till.asksForChanges().then().statusCode(200);
  }

  private void isSuperseded() throws SQLException {
    run("UPDATE store_clock SET leader_epoch = leader_epoch + 1");
    superseded = true;
  }

  private static void refused(ValidatableResponse answer) {
    answer
        .statusCode(503)
        .body("code", equalTo("not-available"))
        .body("detail", containsString("another store server writes to this database now"));
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
