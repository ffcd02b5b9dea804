package io.tillstream.store.intake;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.platform.stream.WellFormed;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.Fact;
import io.tillstream.protocol.wire.FactRecord;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.incarnation.NoteMissing;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Takes documents back from head office, which holds them as this store decided on them once: what
 * was booked is booked again alike, whether its customer came back or not; what was dismissed stays
 * so; what else was parked is decided anew. Thread-safe.
 */
public final class TakeBack {

  private static final ObjectReader FACTS = new JsonMapper().readerFor(Fact.class);

  private final ReadDocument read;
  private final UnknownCustomer unknownCustomer;
  private final Writer writer;

  /** Into a store's books. */
  public TakeBack(Shop shop, UnknownCustomer unknownCustomer, Writer writer) {
    read = new ReadDocument(shop);
    this.unknownCustomer = unknownCustomer;
    this.writer = writer;
  }

  /**
   * Takes in consecutive documents of a stream; durable when this returns.
   *
   * @param headOfficeN the last document of the stream that head office holds
   * @return how many of them were missing
   * @throws ProblemException {@code bad-hash} or {@code malformed-body} when they are not what
   *     their header says, and what {@link Writer#ask} throws
   */
  public int take(DocumentStream stream, ReceivedBatch batch, long headOfficeN) {
    long heldN = writer.published().of(stream).position();
    int missing =
        switch (writer.ask(command(stream, batch))) {
          case Received.Gap gap -> 0;
          case Received.Answered answered ->
              (int)
                  answered.verdicts().stream()
                      .filter(verdict -> verdict.verdict() != Verdict.DUPLICATE)
                      .filter(verdict -> answered.watermark().position() >= verdict.n())
                      .count();
        };
    writer.ask(new NoteMissing(stream, heldN, headOfficeN, missing));
    return missing;
  }

  private ReceiveDocuments command(DocumentStream stream, ReceivedBatch batch) {
    List<Fact> facts = new ArrayList<>();
    List<ChainedRecord> records = new ArrayList<>();
    long n = batch.header().from();
    for (byte[] line : batch.lines()) {
      Fact fact = fact(line);
      records.add(new ChainedRecord(++n, document(fact, line)));
      facts.add(fact);
    }
    ChainedBatch chained = new ChainedBatch(batch.header().start(), records, batch.header().end());
    List<Hash> hashes = chained.hashes();
    chained
        .faultOfDocuments(hashes)
        .ifPresent(
            fault -> {
              throw ProblemException.of(ProblemCode.BAD_HASH, fault);
            });
    List<ReceivedDocument> documents = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      DocumentKey key = stream.at(records.get(i).position());
      documents.add(decided(key, records.get(i).line(), hashes.get(i), facts.get(i)));
    }
    return new ReceiveDocuments(stream, chained, hashes, documents, unknownCustomer, false, false);
  }

  private ReceivedDocument decided(DocumentKey key, byte[] line, Hash hash, Fact fact) {
    if (fact.reason() == ParkedReason.DISMISSED || fact.reason() == ParkedReason.HELD_ALREADY) {
      return settled(read.read(key, line, hash), fact);
    }
    if (fact.verdict() != Verdict.ACCEPTED) {
      return read.read(key, line, hash);
    }
    try {
      Document document = DocumentJson.read(line);
      Map<Integer, Boolean> resolved = fact.resolved() == null ? Map.of() : fact.resolved();
      return new ReceivedDocument.Legible(
          new Held(key, hash, line, document), Booking.replay(document, resolved), true);
    } catch (IOException | IllegalStateException e) {
      return new ReceivedDocument.Unreadable(
          new Held(key, hash, line, null),
          "it was booked once and cannot be read any more",
          WellFormed.isJson(line));
    }
  }

  private static ReceivedDocument settled(ReceivedDocument document, Fact fact) {
    boolean isJson =
        !(document instanceof ReceivedDocument.Unreadable unreadable) || unreadable.isJson();
    return new ReceivedDocument.Settled(document.held(), fact.reason(), fact.detail(), isJson);
  }

  private static byte[] document(Fact fact, byte[] line) {
    try {
      return fact.bytes() != null
          ? Base64.getDecoder().decode(fact.bytes())
          : FactRecord.documentBytes(line);
    } catch (IllegalArgumentException e) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, e.getMessage());
    }
  }

  private static Fact fact(byte[] line) {
    try {
      return FACTS.readValue(line);
    } catch (IOException e) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "a fact cannot be read");
    }
  }
}
