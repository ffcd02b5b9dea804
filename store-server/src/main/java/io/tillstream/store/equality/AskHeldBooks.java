package io.tillstream.store.equality;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.digest.BucketSums;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.HeldBlock;
import io.tillstream.protocol.wire.HeldBlocks;
import io.tillstream.protocol.wire.HeldBooks;
import io.tillstream.protocol.wire.HeldMovements;
import io.tillstream.protocol.wire.HeldStock;
import io.tillstream.store.uplink.HeadOfficeLine;
import java.io.IOException;
import java.util.BitSet;
import java.util.stream.Collectors;

/** Asks head office for its side of the books. Thread-safe. */
final class AskHeldBooks {

  private final HeadOfficeLine line;
  private final ObjectMapper json;

  AskHeldBooks(HeadOfficeLine line, ObjectMapper json) {
    this.line = line;
    this.json = json;
  }

  HeldBooks books() throws IOException {
    HeldBooks books = read("equality", HeldBooks.class);
    if (books.streams() == null || books.stock() == null) {
      throw notHeadOffice();
    }
    return books;
  }

  static BucketSums sums(HeldBooks books) throws IOException {
    try {
      return BucketSums.of(books.stock());
    } catch (IllegalArgumentException e) {
      throw new IOException("head office's sums cannot be read", e);
    }
  }

  HeldStock stock(BitSet buckets) throws IOException {
    String list = buckets.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
    HeldStock stock = read("equality/stock?b=" + list, HeldStock.class);
    if (stock.stock() == null) {
      throw notHeadOffice();
    }
    return stock;
  }

  HeldBlocks blocks(DocumentStream stream, long after, long to) throws IOException {
    HeldBlocks blocks = read("equality/blocks?" + places(stream, after, to), HeldBlocks.class);
    if (blocks.blocks() == null || blocks.to() <= after) {
      throw notHeadOffice();
    }
    return blocks;
  }

  HeldBlock block(DocumentStream stream, long after, long to) throws IOException {
    HeldBlock block = read("equality/documents?" + places(stream, after, to), HeldBlock.class);
    if (block.documents() == null) {
      throw notHeadOffice();
    }
    return block;
  }

  HeldMovements movements(DocumentKey key) throws IOException {
    HeldMovements movements =
        read(
            "equality/movements?terminal=%s&epoch=%d&n=%d"
                .formatted(key.terminal(), key.epoch(), key.n()),
            HeldMovements.class);
    if (movements.lines() == null) {
      throw notHeadOffice();
    }
    return movements;
  }

  private static String places(DocumentStream stream, long after, long to) {
    return "terminal=%s&epoch=%d&after=%d&to=%d"
        .formatted(stream.terminal(), stream.epoch(), after, to);
  }

  private <T> T read(String path, Class<T> type) throws IOException {
    return HeadOfficeLine.read(json, line.get(path), type);
  }

  private static IOException notHeadOffice() {
    return new IOException(HeadOfficeLine.NOT_HEAD_OFFICE);
  }
}
