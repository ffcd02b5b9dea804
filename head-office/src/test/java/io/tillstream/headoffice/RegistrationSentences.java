package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/** Administrators who register the same store at once. */
abstract class RegistrationSentences {

  private static final int AT_ONCE = 6;

  @RepeatedTest(10)
  void ofFirstRegistrationsAtOnceOneCredentialIsValid() {
    String store = "R" + UUID.randomUUID().toString().substring(0, 7).toUpperCase(Locale.ROOT);

    assertThat(valid(registeredAtOnce(store))).hasSize(1);
  }

  @RepeatedTest(10)
  void ofNewCredentialsAtOnceOneIsValidAndTheFormerIsNot() {
    AStore store = aStore();

    List<String> credentials = registeredAtOnce(store.id.value());

    assertThat(valid(credentials)).hasSize(1);
    assertThat(valid(List.of(store.credential))).isEmpty();
  }

  /** Sent without a word between them, which takes a client quicker than the usual one. */
  private static List<String> registeredAtOnce(String store) {
    HttpRequest registration =
        HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/stores"))
            .header("Authorization", HeadOffice.basic())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"store\":\"" + store + "\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          Stream.generate(() -> client.sendAsync(registration, BodyHandlers.ofString()))
              .limit(AT_ONCE)
              .toList();
      return answers.stream()
          .map(CompletableFuture::join)
          .peek(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201))
          .map(answer -> JsonPath.from(answer.body()).getString("credential"))
          .toList();
    }
  }

  /** Those that head office recognises: it then misses the envelope, not the credential. */
  private static List<String> valid(List<String> credentials) {
    AStore anybody = aStore();
    return credentials.stream()
        .filter(
            credential -> anybody.delivers(new byte[0], credential).extract().statusCode() != 401)
        .toList();
  }
}
