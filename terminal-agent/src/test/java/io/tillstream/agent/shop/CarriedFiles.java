package io.tillstream.agent.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.wire.CarriedHead;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.replica.snapshot.CarriedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Files that the small store makes for its tills, to be carried by hand. */
public final class CarriedFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private final SmallStore store;
  private final KeyPair key;

  /** Of this store, with a key that is new; the newest is the one that it tells its terminals. */
  public CarriedFiles(SmallStore store) {
    this.store = store;
    try {
      key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    if (store.door().backupKey() == null) {
      store.door().signsWith(publicKey());
    }
  }

  /** By which the files are known. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
  }

  /** One with items and prices alone. */
  public byte[] referenceData() {
    return made("S1", null);
  }

  /** One of another store. */
  public byte[] ofStore(String other) {
    return made(other, null);
  }

  /** One that makes a machine this terminal. */
  public byte[] enrolling(String terminal) {
    return made(
        "S1",
        new EnrolmentGrant(
            Protocol.VERSION,
            new StoreId("S1"),
            new TerminalId(terminal),
            1,
            Doorway.CREDENTIAL,
            "GBP",
            store.incarnation(),
            Arrays.stream(SeriesName.values())
                .map(name -> Series.of(name, name.standard()))
                .toList(),
            publicKey()));
  }

  private byte[] made(String ofStore, EnrolmentGrant enrolment) {
    CarriedHead head =
        new CarriedHead(
            Protocol.VERSION,
            new StoreId(ofStore),
            Instant.now(),
            store.shelf().manifest(),
            enrolment,
            enrolment == null ? null : store.url().toString());
    try {
      byte[] signed = CarriedFile.signed(JSON.writeValueAsBytes(head));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(signed);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.writeBytes(
          CarriedFile.beginning(
              signed, Base64.getEncoder().encodeToString(signature.sign()), publicKey()));
      file.writeBytes(store.shelf().file());
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
