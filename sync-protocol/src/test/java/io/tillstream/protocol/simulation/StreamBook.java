package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One stream's documents as a receiver keeps them: every one, with the chain after it. */
@SuppressWarnings("ArrayRecordComponent") // compared by the hash
final class StreamBook {

  /** A document as it came. */
  record Held(Hash hash, byte[] line, long seq) {}

  private final List<Held> held = new ArrayList<>();

  StreamBook copy() {
    StreamBook copy = new StreamBook();
    copy.held.addAll(held);
    return copy;
  }

  List<Held> held() {
    return held;
  }

  Watermark standing() {
    return held.isEmpty() ? Watermark.START : new Watermark(held.size(), held.getLast().hash());
  }

  void add(Hash hash, byte[] line, long seq) {
    held.add(new Held(hash, line, seq));
  }

  Optional<Hash> hashAt(long n) {
    if (n == 0) {
      return Optional.of(Hash.START);
    }
    return n <= held.size() ? Optional.of(held.get((int) n - 1).hash()) : Optional.empty();
  }

  /** The last n that came at or before a seq. */
  long upTo(long seq) {
    int n = held.size();
    while (n > 0 && held.get(n - 1).seq() > seq) {
      n--;
    }
    return n;
  }
}
