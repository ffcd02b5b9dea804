package io.tillstream.headoffice.inbox;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.StreamHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a store sent, sound by itself: its own stream, and records that add up to the stated hash.
 *
 * @param store who sent it
 * @param incarnation of the store's change log
 * @param isSealed whether its header is as the store wrote it for certain
 * @param chain the bytes and where they stand
 * @param records what they say, one for each record of the chain
 */
record Envelope(
    StoreId store,
    String incarnation,
    boolean isSealed,
    ChainedBatch chain,
    List<Incoming> records) {

  private static final Pattern INCARNATION = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /**
   * Reads what came in.
   *
   * @param store whose credential was shown
   * @throws ProblemException {@code stream-not-yours}, {@code invalid-field} or {@code bad-hash}
   */
  static Envelope of(StoreId store, ReceivedBatch batch, ReadFact reader) {
    StreamHeader header = batch.header();
    if (!header.stream().equals(store.value())) {
      throw ProblemException.of(
          ProblemCode.STREAM_NOT_YOURS,
          "the credential is store " + store + "'s, the stream is " + header.stream() + "'s");
    }
    if (header.incarnation() == null || !INCARNATION.matcher(header.incarnation()).matches()) {
      throw ProblemException.of(
              ProblemCode.INVALID_FIELD, "incarnation: names one life of the store's change log")
          .field("incarnation", "must be 1 to 64 letters, digits and hyphens");
    }
    if (header.sealIsBroken()) {
      throw ProblemException.of(
          ProblemCode.BAD_HASH, "headerHash is not that of the header's other fields");
    }
    List<Incoming> records = new ArrayList<>(batch.lines().size());
    List<ChainedRecord> chained = new ArrayList<>(batch.lines().size());
    long previousSeq = header.from();
    for (byte[] line : batch.lines()) {
      Incoming record = reader.read(store, previousSeq, line);
      records.add(record);
      chained.add(new ChainedRecord(record.seq(), line));
      previousSeq = record.seq();
    }
    ChainedBatch chain = new ChainedBatch(header.start(), chained, header.end());
    chain
        .fault()
        .ifPresent(
            fault -> {
              throw ProblemException.of(ProblemCode.BAD_HASH, fault);
            });
    return new Envelope(store, header.incarnation(), header.headerHash() != null, chain, records);
  }
}
