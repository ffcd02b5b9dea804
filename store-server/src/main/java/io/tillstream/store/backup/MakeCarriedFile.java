package io.tillstream.store.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.CarriedHead;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.replica.snapshot.CarriedFile;
import io.tillstream.store.enrolment.EnrolByFile;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.signing.StoreKey;
import io.tillstream.store.snapshot.KeptSnapshot;
import io.tillstream.store.snapshot.Snapshots;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts such a file together. Thread-safe. */
@Singleton
class MakeCarriedFile {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Snapshots snapshots;
  private final EnrolByFile enrol;
  private final StoreKey key;
  private final Shop shop;
  private final BackupConfig config;
  private final Clock clock;

  MakeCarriedFile(
      Snapshots snapshots,
      EnrolByFile enrol,
      StoreKey key,
      Shop shop,
      BackupConfig config,
      Clock clock) {
    this.snapshots = snapshots;
    this.enrol = enrol;
    this.key = key;
    this.shop = shop;
    this.config = config;
    this.clock = clock;
  }

  /**
   * A file that is ready to be sent.
   *
   * @param beginning its first lines
   * @param snapshot what follows them
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
  record Made(byte[] beginning, KeptSnapshot snapshot) {

    long bytes() {
      return beginning.length + snapshot.manifest().compressedSize();
    }
  }

  /** With reference data alone. */
  Made referenceData() throws IOException {
    return made(snapshot(), null, null);
  }

  /** One that also makes the machine it is carried to a terminal. */
  Made forTerminal(TerminalId terminal, URI storeUrl, boolean replacing)
      throws IOException, SQLException {
    KeptSnapshot snapshot = snapshot(); // first: a grant that nobody gets cuts a terminal off
    return made(snapshot, enrol.grant(terminal, replacing), storeUrl.toString());
  }

  private Made made(KeptSnapshot snapshot, EnrolmentGrant enrolment, String storeUrl)
      throws IOException {
    CarriedHead head =
        new CarriedHead(
            Protocol.VERSION, shop.id(), clock.instant(), snapshot.manifest(), enrolment, storeUrl);
    byte[] signed = CarriedFile.signed(JSON.writeValueAsBytes(head));
    return new Made(CarriedFile.beginning(signed, key.sign(signed), key.publicKey()), snapshot);
  }

  private KeptSnapshot snapshot() {
    try {
      return snapshots.fresh().get(config.waitForFile().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE, "no snapshot can be made now: " + e.getMessage())
          .retryAfter(RETRY_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemCode.NOT_AVAILABLE, "the service is stopping");
    }
  }
}
