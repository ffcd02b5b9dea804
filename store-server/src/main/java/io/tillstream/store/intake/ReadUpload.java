package io.tillstream.store.intake;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.shop.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From the lines of an upload to documents with their hashes and movements: all the work that needs
 * no books, done in the caller's thread so that the writer need not do it. Thread-safe.
 */
final class ReadUpload {

  private final ReadDocument document;
  private final UnknownCustomer unknownCustomer;

  /** Reads for a shop that parks documents of unknown customers. */
  ReadUpload(Shop shop) {
    this(shop, UnknownCustomer.PARK);
  }

  ReadUpload(Shop shop, UnknownCustomer unknownCustomer) {
    document = new ReadDocument(shop);
    this.unknownCustomer = unknownCustomer;
  }

  /**
   * Reads a batch that claims to continue a stream.
   *
   * @param closed whether the terminal has begun another epoch since
   * @throws ProblemException {@code bad-hash} when the lines are not what the header says
   */
  ReceiveDocuments read(ReceivedBatch received, DocumentStream stream, boolean closed) {
    List<ChainedRecord> records = new ArrayList<>(received.lines().size());
    long n = received.header().from();
    for (byte[] line : received.lines()) {
      records.add(new ChainedRecord(++n, line));
    }
    ChainedBatch chained =
        new ChainedBatch(received.header().start(), records, received.header().end());
    List<Hash> hashes = chained.hashes();
    Optional<String> fault = chained.faultOfDocuments(hashes);
    if (fault.isPresent()) {
      throw ProblemException.of(ProblemCode.BAD_HASH, fault.get());
    }
    List<ReceivedDocument> read = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      read.add(
          document.read(
              stream.at(records.get(i).position()), records.get(i).line(), hashes.get(i)));
    }
    return new ReceiveDocuments(stream, chained, hashes, read, unknownCustomer, closed, false);
  }
}
