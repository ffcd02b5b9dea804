package io.tillstream.store.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DatabindException;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Held;
import io.tillstream.store.shop.Shop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From the lines of an upload to documents with their hashes and movements: all the work that needs
 * no books, done in the caller's thread so that the writer need not do it. Thread-safe.
 */
final class ReadUpload {

  private final JudgeDocument judge;

  ReadUpload(Shop shop) {
    judge = new JudgeDocument(shop);
  }

  /**
   * Reads a batch that claims to continue a stream.
   *
   * @throws ProblemException {@code bad-hash} when the lines are not what the header says, {@code
   *     malformed-body} when a line is not JSON
   */
  ReceiveDocuments read(ReceivedBatch received, DocumentStream stream) {
    List<ChainedRecord> records = new ArrayList<>(received.lines().size());
    long n = received.header().from();
    for (byte[] line : received.lines()) {
      records.add(new ChainedRecord(++n, line));
    }
    ChainedBatch chained =
        new ChainedBatch(received.header().start(), records, received.header().end());
    Optional<String> fault = chained.faultOfDocuments();
    if (fault.isPresent()) {
      throw ProblemException.of(ProblemCode.BAD_HASH, fault.get());
    }
    List<Hash> hashes = chained.hashes();
    List<ReceivedDocument> read = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      read.add(read(stream.at(records.get(i).position()), records.get(i).line(), hashes.get(i)));
    }
    return new ReceiveDocuments(stream, chained, hashes, read, false);
  }

  ReceivedDocument read(DocumentKey key, byte[] line, Hash hash) {
    try {
      Document document = DocumentJson.read(line);
      if (document == null) {
        return unreadable(key, line, hash, "it is not a JSON object");
      }
      Optional<String> fault = judge.fault(document, key);
      return fault.isPresent()
          ? unreadable(key, line, hash, fault.get())
          : new ReceivedDocument.Legible(
              new Held(key, hash, line, document),
              // What the lines leave open is decided by the writer, which knows the catalogue.
              Booking.of(document, item -> Optional.empty()));
    } catch (DatabindException e) {
      requireJson(key, line);
      return unreadable(key, line, hash, "it has not the form of a document");
    } catch (IOException e) {
      throw malformed(key);
    }
  }

  /** A document that is no JSON would spoil the fact stream that must carry it on. */
  private void requireJson(DocumentKey key, byte[] line) {
    try (JsonParser parser = DocumentJson.READER.getFactory().createParser(line)) {
      if (parser.nextToken() == null) {
        throw malformed(key);
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw malformed(key);
      }
    } catch (JsonProcessingException e) {
      throw malformed(key);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be read", e);
    }
  }

  private static ReceivedDocument unreadable(DocumentKey key, byte[] line, Hash hash, String why) {
    return new ReceivedDocument.Unreadable(new Held(key, hash, line, null), why);
  }

  private static ProblemException malformed(DocumentKey key) {
    return ProblemException.of(
        ProblemCode.MALFORMED_BODY, "the line of document " + key + " is not JSON");
  }
}
