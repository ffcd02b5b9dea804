package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.StoreId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** Head office as an administrator's program asks it. */
final class HeadOffice {

  static {
    RestAssured.filters(new HoldAgainstSchemas());
  }

  private HeadOffice() {}

  static RequestSpecification admin() {
    return given().auth().preemptive().basic("admin", password());
  }

  /** The same, for a client that writes its headers itself. */
  static String basic() {
    byte[] login = ("admin:" + password()).getBytes(StandardCharsets.US_ASCII);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /** Where the first start has put the administrator's password. */
  static Path passwordFile() {
    String data = ConfigProvider.getConfig().getValue("tillstream.data", String.class);
    return Path.of(data).resolve("admin-password");
  }

  private static String password() {
    try {
      return Files.readString(passwordFile()).trim();
    } catch (IOException e) {
      throw new UncheckedIOException("head office has started without a password", e);
    }
  }

  /** A store's part of the status. */
  static Map<String, Object> status(AStore store) {
    return admin()
        .get("/api/status")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getMap("stores.find { it.store == '" + store.id + "' }");
  }

  /** On hand by item, asked for in pages of seven. */
  static Map<String, String> stock(StoreId store) {
    return stock(store, "shop-floor");
  }

  /** What is at a place by item, asked for in pages of seven. */
  static Map<String, String> stock(StoreId store, String location) {
    Map<String, String> stock = new TreeMap<>();
    String next = "";
    while (next != null) {
      JsonPath page =
          admin()
              .queryParam("store", store.value())
              .queryParam("location", location)
              .queryParam("after", next)
              .queryParam("limit", 7)
              .get("/api/stock")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      page.<Map<String, String>>getList("stock")
          .forEach(row -> stock.put(row.get("item"), row.get("quantity")));
      next = page.getString("next");
    }
    return stock;
  }

  static ValidatableResponse document(Document document) {
    return admin().get("/api/documents/" + document.key()).then();
  }
}
