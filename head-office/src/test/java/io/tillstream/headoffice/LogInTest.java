package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administrator's password, and the browser that remembers it. */
@QuarkusTest
class LogInTest {

  @Test
  void theFirstStartMakesAPasswordThatLogsIn() {
    assertThat(HeadOffice.passwordFile()).isNotEmptyFile();
    HeadOffice.admin().get("/api/status").then().statusCode(200);
    given().auth().preemptive().basic("admin", "").get("/api/status").then().statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, http://localhost:1",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
  })
  void aPageOfAnotherSiteChangesNothing(String header, String value) {
    registration()
        .header(header, value)
        .post("/api/stores")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("code", equalTo("not-permitted"))
        .body("detail", containsString("another web site"));

    HeadOffice.admin().header(header, value).get("/api/status").then().statusCode(200);
  }

  @Test
  void theServersOwnPagesMayChangeThings() {
    registration()
        .header("Origin", RestAssured.baseURI + ":" + RestAssured.port)
        .header("Sec-Fetch-Site", "same-origin")
        .post("/api/stores")
        .then()
        .statusCode(201)
        .body("credential", notNullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "POST"})
  void whateverTheMethodAndThePath(String method) {
    given()
        .header("Origin", "http://evil.example")
        .request(method, "/api/nothing")
        .then()
        .statusCode(403);
  }

  @Test
  void aFieldGivenTwiceIsNamed() {
    HeadOffice.admin()
        .contentType("application/json")
        .body("{\"store\":\"S1\",\"store\":\"S2\"}")
        .post("/api/stores")
        .then()
        .statusCode(400)
        .body("code", equalTo("malformed-body"))
        .body("detail", containsString("the field 'store' is given twice"))
        .body("errors[0].field", equalTo("store"));
  }

  private static RequestSpecification registration() {
    return HeadOffice.admin().contentType("application/json").body("{\"store\":\"LOGIN\"}");
  }
}
