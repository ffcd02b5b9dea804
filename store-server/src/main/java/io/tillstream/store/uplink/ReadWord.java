package io.tillstream.store.uplink;

import io.tillstream.protocol.upload.LateWord;
import io.tillstream.protocol.wire.StoreStanding;

/** What head office's word means to a sender. Pure. */
final class ReadWord {

  private ReadWord() {}

  static LateWord of(StoreStanding said) {
    return switch (said.outcome()) {
      case APPLIED, DUPLICATE -> new LateWord.Holds(said.watermark());
      case GAP, REFUSED -> new LateWord.Misses(said.watermark(), said.from());
      case PARKED -> new LateWord.Waits(said.watermark());
      case FORK -> new LateWord.Differs(said.watermark());
    };
  }
}
