package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;

/** Two administrators who register the same store at once. */
abstract class RegistrationSentences {

  @RepeatedTest(10)
  void ofTwoFirstRegistrationsAtOnceOneCredentialIsValid() throws Exception {
    String store = "R" + UUID.randomUUID().toString().substring(0, 7).toUpperCase(Locale.ROOT);

    assertThat(valid(registeredTwiceAtOnce(store))).hasSize(1);
  }

  @RepeatedTest(10)
  void ofTwoNewCredentialsAtOnceOneIsValidAndTheFormerIsNot() throws Exception {
    AStore store = aStore();

    List<String> credentials = registeredTwiceAtOnce(store.id.value());

    assertThat(valid(credentials)).hasSize(1);
    assertThat(valid(List.of(store.credential))).isEmpty();
  }

  private static List<String> registeredTwiceAtOnce(String store) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<String> registration =
        () -> {
          together.await();
          return HeadOffice.admin()
              .contentType("application/json")
              .body("{\"store\":\"" + store + "\"}")
              .post("/api/stores")
              .then()
              .statusCode(201)
              .extract()
              .path("credential");
        };
    try (ExecutorService administrators = Executors.newFixedThreadPool(2)) {
      List<String> credentials = new ArrayList<>();
      for (Future<String> done : administrators.invokeAll(List.of(registration, registration))) {
        credentials.add(done.get());
      }
      return credentials;
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
