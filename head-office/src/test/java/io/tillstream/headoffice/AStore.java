package io.tillstream.headoffice;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A store server as head office meets it: a change log, a credential, and facts to deliver. */
final class AStore {

  private static final JsonMapper JSON = new JsonMapper();

  final StoreId id;
  String credential;
  String incarnation = UUID.randomUUID().toString();
  int protocol = Protocol.VERSION;
  boolean seals = true;
  private final List<ChainedRecord> log = new ArrayList<>();
  private long seq;

  private AStore(StoreId id) {
    this.id = id;
  }

  static AStore aStore() {
    AStore store = new AStore(new StoreId(nameNobodyHas()));
    store.register();
    return store;
  }

  /** Isolation is by a store of one's own; a SQL Server may keep the stores of earlier runs. */
  private static String nameNobodyHas() {
    return "S" + UUID.randomUUID().toString().substring(0, 7).toUpperCase(Locale.ROOT);
  }

  /** Lets head office issue a credential, which replaces the former. */
  void register() {
    credential =
        HeadOffice.admin()
            .contentType(ContentType.JSON)
            .body("{\"store\":\"" + id + "\"}")
            .post("/api/stores")
            .then()
            .statusCode(201)
            .extract()
            .path("credential");
  }

  ATerminal terminal(String name) {
    return new ATerminal(id, name);
  }

  /** Books a document. */
  AStore accepts(ATerminal.Made made) {
    return accepts(made, new TreeMap<>());
  }

  AStore accepts(ATerminal.Made made, SortedMap<Integer, Boolean> resolved) {
    return logs(
        FactRecord.received(
            ++seq, Verdict.ACCEPTED, null, null, resolved, made.hash(), made.bytes()));
  }

  /** Receives a document it cannot book: nobody knows the item. */
  AStore parks(ATerminal.Made made, String item) {
    return logs(
        FactRecord.received(
            ++seq,
            Verdict.PARKED,
            ParkedReason.UNKNOWN_ITEM,
            item,
            new TreeMap<>(),
            made.hash(),
            made.bytes()));
  }

  /** Receives something that is no document it knows. */
  AStore findsUnreadable(ATerminal.Made made) {
    return logs(FactRecord.unreadable(++seq, made.key(), "no document", made.hash(), made.bytes()));
  }

  /** Receives bytes that are not even JSON. */
  AStore findsNoJson(ATerminal.Made made) {
    return logs(
        FactRecord.notJson(
            ++seq,
            made.key(),
            ParkedReason.UNREADABLE,
            "it is not JSON",
            made.hash(),
            made.bytes()));
  }

  /** A person decides that a parked document stays unbooked. */
  AStore dismisses(ATerminal.Made made, String reason) {
    return logs(FactRecord.dismissed(++seq, made.key(), reason));
  }

  /** The item has arrived in the catalogue. */
  AStore releases(Document document, SortedMap<Integer, Boolean> resolved) {
    return logs(FactRecord.released(++seq, document.key(), resolved));
  }

  AStore releases(DocumentKey document, SortedMap<Integer, Boolean> resolved) {
    return logs(FactRecord.released(++seq, document, resolved));
  }

  /** A line of the tester's own making; {@code %d} becomes its seq. */
  AStore logsLine(String line) {
    return logs(line.formatted(++seq).getBytes(StandardCharsets.UTF_8));
  }

  /** Reference changes take positions in the change log and are not sent up. */
  AStore changesReferenceData(int times) {
    seq += times;
    return this;
  }

  private AStore logs(byte[] line) {
    log.add(new ChainedRecord(seq, line));
    return this;
  }

  /** Where the change log stands. */
  long head() {
    return seq;
  }

  Watermark watermark() {
    return watermarkAt(seq);
  }

  Watermark watermarkAt(long position) {
    Hash hash = Hash.START;
    for (ChainedRecord record : log) {
      if (record.position() > position) {
        break;
      }
      hash = hash.then(record.line());
    }
    return new Watermark(position, hash);
  }

  /** What lies between two positions, from exclusive. */
  byte[] envelope(long from, long to) {
    List<ChainedRecord> records =
        log.stream().filter(r -> r.position() > from && r.position() <= to).toList();
    return body(ChainedBatch.after(watermarkAt(from), records, to));
  }

  /** Everything since the beginning. */
  byte[] everything() {
    return envelope(0, seq);
  }

  /** An envelope as it travels, its hashes as the batch states them. */
  byte[] body(ChainedBatch batch) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    StreamHeader header =
        new StreamHeader(protocol, id.value(), incarnation, batch.from(), batch.to());
    try {
      body.writeBytes(JSON.writeValueAsBytes(seals ? header.sealed() : header));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    body.write('\n');
    for (ChainedRecord record : batch.records()) {
      body.writeBytes(record.line());
      body.write('\n');
    }
    return body.toByteArray();
  }

  /** Asks where head office stands, before anything was sent. */
  byte[] greeting() {
    return body(ChainedBatch.after(Watermark.START, List.of(), 0));
  }

  /** The same store and life of the log, but other things happened there. */
  AStore copiedWithOtherSales() {
    AStore copy = new AStore(id);
    copy.credential = credential;
    copy.incarnation = incarnation;
    ATerminal till = copy.terminal("T1");
    for (int i = 0; i < log.size(); i++) {
      copy.accepts(till.sells("OTHER", 1));
    }
    return copy;
  }

  /** Loses the change log, as when its database is restored from an old backup. */
  AStore beginsANewIncarnation() {
    incarnation = UUID.randomUUID().toString();
    log.clear();
    seq = 0;
    return this;
  }

  ValidatableResponse delivers(byte[] envelope) {
    return delivers(envelope, credential);
  }

  ValidatableResponse delivers(byte[] envelope, String shown) {
    return given()
        .header("Authorization", "Bearer " + shown)
        .header("Content-Type", "application/x-ndjson")
        .body(envelope)
        .post("/sync/v1/facts")
        .then();
  }
}
