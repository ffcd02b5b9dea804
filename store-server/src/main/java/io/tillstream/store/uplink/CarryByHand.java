package io.tillstream.store.uplink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.FactsFile;
import io.tillstream.protocol.wire.StandingOutcome;
import io.tillstream.protocol.wire.StoreStanding;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;

/**
 * The carrier for a store without a line: writes a file of what head office has not confirmed, and
 * reads the receipt that comes back. It moves nothing by itself, so making a file twice, carrying
 * it late or losing it is harmless beside any other carrier. Thread-safe.
 */
@Singleton
class CarryByHand {

  // The uplink may be waiting for a broker that is away, which it gives up after half of that.
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(50);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);
  // Of the facts at once in memory; and a file ends with a whole envelope, compressed at worst to
  // this.
  private static final int ENVELOPE_BYTES = 1024 * 1024;
  private static final int ROOM_FOR_THE_LAST = 4 * 1024 * 1024;

  private final Shop shop;
  private final Writer writer;
  private final Uplink uplink;
  private final ObjectMapper json;
  private final ReadFacts facts;
  private final WriteEnvelope envelopes;
  private final StoreSeal seal;

  CarryByHand(
      Shop shop,
      Writer writer,
      Uplink uplink,
      UplinkConfig config,
      DataSource database,
      ObjectMapper json) {
    this.shop = shop;
    this.writer = writer;
    this.uplink = uplink;
    this.json = json;
    facts = new ReadFacts(database, shop.id(), config.envelopeRecordsMax());
    envelopes = new WriteEnvelope(json, shop.id());
    seal = StoreSeal.of(config);
  }

  /**
   * Where a file begins.
   *
   * @param incarnation of the change log
   * @param from the last that is known to be held by head office, or to be in an earlier file
   */
  record Beginning(String incarnation, Watermark from) {}

  /** After what is confirmed, or after an earlier file that is still on its way. */
  Beginning beginning(Long after) throws SQLException {
    if (!seal.isKnown()) {
      throw ProblemException.of(
          ProblemCode.NOT_AVAILABLE,
          "register the store at head office first, and set tillstream.uplink.credential: it seals"
              + " the file");
    }
    WayUp.Stand stand = uplink.stand();
    if (!writer.published().incarnation().equals(stand.incarnation())) {
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE, "another life of the change log has just begun")
          .retryAfter(AGAIN_AFTER);
    }
    if (after == null) {
      return new Beginning(stand.incarnation(), stand.confirmed());
    }
    if (after < 0 || after > writer.published().seq()) {
      throw ProblemException.of(
              ProblemCode.INVALID_PARAMETER, "after: the change log does not reach there")
          .field("after", "is 0 to " + writer.published().seq());
    }
    return new Beginning(stand.incarnation(), facts.at(after, stand.confirmed(), ENVELOPE_BYTES));
  }

  /** Writes the file: all there is from there on, or as much as a file may hold. */
  void write(Beginning beginning, OutputStream to) throws IOException, SQLException {
    long head = writer.published().seq();
    Watermark reached = beginning.from();
    int written = 0;
    Counted counted = new Counted(to);
    try (OutputStream file = new GZIPOutputStream(counted, 16 * 1024)) {
      line(
          file,
          new FactsFile.Beginning(
              FactsFile.NAME,
              FactsFile.VERSION,
              shop.id().value(),
              beginning.incarnation(),
              reached));
      while (reached.position() < head && counted.bytes < FactsFile.BYTES_MAX - ROOM_FOR_THE_LAST) {
        Envelope envelope = facts.after(reached, head, ENVELOPE_BYTES);
        byte[] bytes = envelopes.bytes(envelope.facts(), beginning.incarnation());
        line(file, new FactsFile.Part(++written, bytes.length, seal.on(bytes)));
        file.write(bytes);
        file.write('\n');
        reached = envelope.facts().to();
      }
      line(file, new FactsFile.End(written, reached, reached.position() < head));
    }
  }

  private void line(OutputStream file, Object content) throws IOException {
    file.write(json.writeValueAsBytes(content));
    file.write('\n');
  }

  /**
   * Confirms what head office's receipt says.
   *
   * @throws ProblemException when it is no receipt of this store's own history; nothing is changed
   */
  UplinkStatus confirm(StoreStanding receipt) throws SQLException {
    require(receipt != null && receipt.store() != null, "store", "is missing");
    require(receipt.incarnation() != null, "incarnation", "is missing");
    require(receipt.watermark() != null, "watermark", "is missing");
    require(
        receipt.outcome() == StandingOutcome.APPLIED
            || receipt.outcome() == StandingOutcome.DUPLICATE,
        "outcome",
        "is APPLIED or DUPLICATE on a receipt");
    if (!receipt.store().equals(shop.id().value())) {
      throw ProblemException.of(
          ProblemCode.STREAM_NOT_YOURS,
          "the receipt is store %s's, this is store %s".formatted(receipt.store(), shop.id()));
    }
    WayUp.Stand stand = uplink.stand();
    if (!receipt.incarnation().equals(stand.incarnation())) {
      throw ProblemException.of(
          ProblemCode.CURSOR_REFUSED,
          "the receipt is of another life of this store's change log; make another file");
    }
    if (!seal.isOn(receipt)) {
      throw ProblemException.of(
          ProblemCode.BAD_HASH, "the receipt is not as head office has written it for this store");
    }
    requireOwn(receipt.watermark(), stand);
    hear(receipt);
    return uplink.status();
  }

  private void requireOwn(Watermark told, WayUp.Stand stand) throws SQLException {
    boolean isInside = told.position() >= 0 && told.position() <= writer.published().seq();
    if (!isInside || !told.equals(facts.at(told.position(), stand.confirmed(), ENVELOPE_BYTES))) {
      throw ProblemException.of(
          ProblemCode.BAD_HASH,
          "the receipt does not fit this store's own history at " + told.position());
    }
  }

  private void hear(StoreStanding receipt) {
    try {
      uplink.bring(receipt).get(HEARD_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE, "the uplink is busy; bring the receipt again")
          .retryAfter(AGAIN_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.of(ProblemCode.NOT_AVAILABLE, "the service is stopping");
    }
  }

  private static void require(boolean holds, String field, String detail) {
    if (!holds) {
      throw ProblemException.of(ProblemCode.INVALID_FIELD, field + " " + detail)
          .field(field, detail);
    }
  }

  private static final class Counted extends FilterOutputStream {

    private long bytes;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] part, int offset, int length) throws IOException {
      out.write(part, offset, length);
      bytes += length;
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytes++;
    }
  }
}
