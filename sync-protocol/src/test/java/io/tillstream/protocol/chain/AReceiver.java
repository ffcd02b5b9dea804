package io.tillstream.protocol.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The receiving end as the specification has it, in memory. */
public final class AReceiver {

  private final boolean keepsHashes;
  private final List<ChainedRecord> held = new ArrayList<>();
  private final Map<Long, Hash> hashes = new TreeMap<>();
  private Watermark standing = Watermark.START;

  private AReceiver(boolean keepsHashes) {
    this.keepsHashes = keepsHashes;
  }

  /** Keeps a hash beside each record, as a store does for documents. */
  public static AReceiver thatKeepsEveryHash() {
    return new AReceiver(true);
  }

  /** Keeps the last hash alone, as head office does for facts. */
  public static AReceiver thatKeepsTheLastHash() {
    return new AReceiver(false);
  }

  AReceiver holding(AStream stream, long to) {
    receive(stream.cut(0, to));
    return this;
  }

  /** Its state at this moment: a backup. */
  public AReceiver copy() {
    AReceiver copy = new AReceiver(keepsHashes);
    copy.held.addAll(held);
    copy.hashes.putAll(hashes);
    copy.standing = standing;
    return copy;
  }

  /** Takes in a batch if it may. */
  public Reception receive(ChainedBatch batch) {
    Reception reception =
        Reception.of(
            standing,
            batch,
            keepsHashes
                ? (position, offered) -> hashes.get(position)
                : Reception.History.ONLY_THE_WATERMARK);
    if (reception instanceof Reception.Fresh(int firstNew)) {
      for (int i = firstNew; i < batch.records().size(); i++) {
        held.add(batch.records().get(i));
        hashes.put(batch.records().get(i).position(), batch.hashes().get(i));
      }
      standing = batch.to();
    }
    return reception;
  }

  /** How far it has come. */
  public Watermark standing() {
    return standing;
  }

  /** What it holds, in order. */
  public List<ChainedRecord> held() {
    return held;
  }
}
