package io.tillstream.protocol.simulation;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.Map;
import java.util.Set;

/** A prebuilt replica, as of a seq, and which documents its stock figures hold. */
record Snapshot(
    Cursor cursor,
    Map<String, Long> reference,
    Map<String, Long> stock,
    Map<DocumentStream, Long> applied,
    Set<DocumentKey> parked) {

  Snapshot {
    reference = Map.copyOf(reference);
    stock = Map.copyOf(stock);
    applied = Map.copyOf(applied);
    parked = Set.copyOf(parked);
  }
}
