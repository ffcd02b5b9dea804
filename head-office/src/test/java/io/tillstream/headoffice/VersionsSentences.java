package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.hamcrest.Matchers.equalTo;

import io.tillstream.protocol.wire.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of older versions, and of versions that head office does not know (I21). */
abstract class VersionsSentences {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aStoreIsAnsweredInTheVersionInWhichItSends(int version) {
    AStore store = aStore();
    store.protocol = version;
    store.seals = false;
    store.accepts(store.terminal("T1").sells("A", 1_000));

    store.delivers(store.everything()).statusCode(409).body("code", equalTo("stream-gap"));
    store
        .delivers(store.everything())
        .statusCode(200)
        .body("protocol", equalTo(version))
        .body("outcome", equalTo("APPLIED"));
    store
        .delivers(store.everything())
        .body("protocol", equalTo(version))
        .body("outcome", equalTo("DUPLICATE"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4, 9})
  void aVersionThatIsTooOldOrTooNewIsToldWhatIsAccepted(int version) {
    AStore store = aStore();
    store.protocol = version;
    store.accepts(store.terminal("T1").sells("A", 1_000));

    store
        .delivers(store.everything())
        .statusCode(400)
        .body("code", equalTo("protocol-not-supported"))
        .body("accepted.oldest", equalTo(Protocol.OLDEST_ACCEPTED))
        .body("accepted.newest", equalTo(Protocol.VERSION));
    HeadOffice.admin().get("/api/status").then().statusCode(200);
  }
}
