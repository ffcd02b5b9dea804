package io.tillstream.headoffice;

import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.tillstream.platform.security.Credential;
import io.tillstream.platform.security.Seal;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What becomes of a file of facts that somebody brings. */
abstract class ImportSentences {

  @Test
  void aFileIsTakenInAndItsReceiptSaysWhatIsHeld() throws IOException {
    AStore store = storeWithSales(6);

    brings(zipped(file(store, store.envelope(0, 2), store.envelope(2, 6))))
        .statusCode(200)
        .body("store", equalTo(store.id.value()))
        .body("incarnation", equalTo(store.incarnation))
        .body("outcome", equalTo("APPLIED"))
        .body("watermark.position", equalTo(6))
        .body("watermark.hash", equalTo(store.watermark().hash().toString()))
        .body("envelopes.outcome", contains("APPLIED", "APPLIED"))
        .body("more", equalTo(false))
        .body("seal", equalTo(sealOf(store)));

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-6"));
  }

  @Test
  void aFileThatComesTwiceOrAfterTheFactsThemselvesBooksNothing() throws IOException {
    AStore store = storeWithSales(6);
    byte[] file = zipped(file(store, store.envelope(0, 2), store.envelope(2, 6)));
    store.delivers(store.envelope(0, 4)).statusCode(200);

    brings(file).statusCode(200).body("envelopes.outcome", contains("DUPLICATE", "APPLIED"));
    brings(file).statusCode(200).body("envelopes.outcome", contains("DUPLICATE", "DUPLICATE"));

    assertThat(HeadOffice.stock(store.id)).isEqualTo(Map.of("A", "-6"));
  }

  @Test
  void aFileThatIsCutOffIsRefusedAndWhatCameBeforeIsKept() throws IOException {
    AStore store = storeWithSales(6);
    byte[] whole = file(store, store.envelope(0, 2), store.envelope(2, 6));
    byte[] part = Arrays.copyOf(whole, whole.length - 200);

    brings(zipped(part))
        .statusCode(400)
        .body("code", equalTo("malformed-body"))
        .body("detail", containsString("ends early"));

    assertThat(HeadOffice.status(store)).containsEntry("position", 2);
    brings(zipped(whole)).statusCode(200).body("watermark.position", equalTo(6));
  }

  @Test
  void aFileInWhichAFactWasChangedIsRefused() throws IOException {
    AStore store = storeWithSales(2);
    String file = new String(file(store, store.everything()), StandardCharsets.UTF_8);

    brings(zipped(file.replace("R2 ", "R3 ").getBytes(StandardCharsets.UTF_8)))
        .statusCode(400)
        .body("code", equalTo("malformed-body"))
        .body("detail", containsString("does not bear the seal"));

    assertThat(HeadOffice.status(store)).containsEntry("position", 0);
  }

  @Test
  void aStoreWhoseCredentialWasWithdrawnCannotComeBackInAFile() throws IOException {
    AStore store = storeWithSales(2);
    byte[] file = zipped(file(store, store.everything()));
    store.register();

    brings(file).statusCode(400).body("detail", containsString("does not bear the seal"));
  }

  @Test
  void aFileBehindAnotherThatIsMissingSaysWhereToGoOn() throws IOException {
    AStore store = storeWithSales(6);

    brings(zipped(file(store, store.envelope(4, 6))))
        .statusCode(409)
        .body("code", equalTo("stream-gap"))
        .body("watermark.position", equalTo(0));
  }

  @Test
  void aFileOfAnotherHistoryIsRefusedAsSuch() throws IOException {
    AStore store = storeWithSales(3);
    store.delivers(store.everything()).statusCode(200);
    AStore other = store.copiedWithOtherSales();

    brings(zipped(file(other, other.everything())))
        .statusCode(409)
        .body("code", equalTo("stream-forked"));
  }

  @Test
  void aFileOfAStoreThatNobodyKnowsIsRefused() throws IOException {
    AStore store = storeWithSales(1);
    String file = new String(file(store, store.everything()), StandardCharsets.UTF_8);

    brings(zipped(file.replace(store.id.value(), "NOBODY").getBytes(StandardCharsets.UTF_8)))
        .statusCode(404);
  }

  @Test
  void whatIsNoFileOfFactsIsRefused() throws IOException {
    brings("sales".getBytes(StandardCharsets.UTF_8)).statusCode(400);
    brings(new byte[0]).statusCode(400);
    brings(zipped("{}\n".getBytes(StandardCharsets.UTF_8))).statusCode(400);
    brings(zipped(new byte[100_000])).statusCode(400);
  }

  @Test
  void aParkedStoreIsToldSo() throws IOException {
    AStore store = aStore().logsLine("{\"seq\":%d,\"kind\":\"riddle\"}");

    brings(zipped(file(store, store.everything())))
        .statusCode(503)
        .body("code", equalTo("store-parked"));
  }

  /** Head office has said this to this store. */
  private static String sealOf(AStore store) {
    Watermark end = store.watermark();
    StoreStanding receipt =
        new StoreStanding(
            Protocol.VERSION,
            store.id.value(),
            store.incarnation,
            StandingOutcome.APPLIED,
            end,
            2L,
            null);
    return Seal.of(Credential.hash(store.credential), receipt.sealed());
  }

  private static AStore storeWithSales(int sales) {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    for (int i = 0; i < sales; i++) {
      store.accepts(till.sells("A", 1));
    }
    return store;
  }

  private static ValidatableResponse brings(byte[] file) {
    return HeadOffice.admin()
        .header("Content-Type", "application/gzip")
        .body(file)
        .post("/api/inbox/import")
        .then();
  }

  private static byte[] file(AStore store, byte[]... envelopes) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    line(
        file,
        """
        {"file":"tillstream-facts","v":1,"store":"%s","incarnation":"%s","from":{"position":0,"hash":"%s"}}"""
            .formatted(store.id, store.incarnation, store.watermarkAt(0).hash()));
    for (int e = 0; e < envelopes.length; e++) {
      String seal = Seal.of(Credential.hash(store.credential), envelopes[e]);
      line(
          file,
          "{\"envelope\":%d,\"bytes\":%d,\"seal\":\"%s\"}"
              .formatted(e + 1, envelopes[e].length, seal));
      file.writeBytes(envelopes[e]);
      file.write('\n');
    }
    line(
        file,
        "{\"end\":%d,\"watermark\":{\"position\":%d,\"hash\":\"%s\"},\"more\":false}"
            .formatted(envelopes.length, store.head(), store.watermark().hash()));
    return file.toByteArray();
  }

  private static void line(ByteArrayOutputStream file, String line) {
    file.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    file.write('\n');
  }

  private static byte[] zipped(byte[] file) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(file);
    }
    return zipped.toByteArray();
  }
}
