package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** I2: another life of a store's log begins because the store says so, and not by a slip. */
abstract class LivesSentences {

  @ParameterizedTest
  @CsvSource({
    "'\"incarnation\":\"[^\"]*\"', '\"incarnation\":\"6f1c0f5e-8d0b-4f55-9d0e-2f6f4a1b7c3d\"'",
    "'\"to\":1,', '\"to\":11,'",
    "'\"protocol\":3', '\"protocol\":2'"
  })
  void aSealedHeaderThatWasSpoiltOnItsWayIsRefused(String field, String spoilt) {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1_000));

    store
        .delivers(
            text(store.everything()).replaceFirst(field, spoilt).getBytes(StandardCharsets.UTF_8))
        .statusCode(422)
        .body("code", equalTo("bad-hash"));

    assertThat(HeadOffice.stock(store.id)).isEmpty();
    assertThat(HeadOffice.status(store))
        .containsEntry("position", 0)
        .doesNotContainKey("incarnation");
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
  }

  @Test
  void aStoreThatSealsBeginsAnotherLifeAtOnce() {
    AStore store = aStore();
    store.accepts(store.terminal("T1").sells("A", 1_000));
    store.delivers(store.everything()).statusCode(200);
    store.beginsANewIncarnation().accepts(store.terminal("T2").sells("B", 1_000));

    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));

    assertThat(HeadOffice.status(store)).containsEntry("incarnation", store.incarnation);
  }

  @Test
  void anUnsealedLifeThatWasSaidOnceBeginsNothing() {
    AStore store = aStore();
    store.seals = false;
    store.accepts(store.terminal("T1").sells("A", 1_000));
    store.delivers(store.greeting()).statusCode(200).body("outcome", equalTo("DUPLICATE"));
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    byte[] spoilt =
        text(store.everything())
            .replace(store.incarnation, UUID.randomUUID().toString())
            .getBytes(StandardCharsets.UTF_8);
    Map<String, Object> before = HeadOffice.status(store);

    for (int i = 0; i < 3; i++) {
      store
          .delivers(spoilt)
          .statusCode(409)
          .body("code", equalTo("stream-gap"))
          .body("watermark.position", equalTo(0));
      store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("DUPLICATE"));
    }

    assertThat(HeadOffice.status(store))
        .containsEntry("incarnation", before.get("incarnation"))
        .containsEntry("position", before.get("position"));
  }

  @Test
  void anUnsealedLifeBeginsWhenItIsSaidTwiceInSuccession() {
    AStore store = aStore();
    store.seals = false;
    store.accepts(store.terminal("T1").sells("A", 1_000));
    store.delivers(store.everything()).statusCode(409).body("code", equalTo("stream-gap"));
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));
    store.beginsANewIncarnation().accepts(store.terminal("T2").sells("B", 1_000));

    store.delivers(store.everything()).statusCode(409).body("watermark.position", equalTo(0));
    store.delivers(store.everything()).statusCode(200).body("outcome", equalTo("APPLIED"));

    assertThat(HeadOffice.status(store)).containsEntry("incarnation", store.incarnation);
    assertThat(HeadOffice.stock(store.id)).containsOnlyKeys("A", "B");
  }

  private static String text(byte[] envelope) {
    return new String(envelope, StandardCharsets.UTF_8);
  }
}
