package io.tillstream.protocol.downlink;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.RowName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One layer at head office, in memory: its log, its rows, and copies of itself from before. */
final class ALayer {

  /** One change of the log. */
  private record Change(RowName name, Optional<Entry> entry, Hash hash) {}

  private final List<Change> log;
  private String incarnation;
  private int floor;

  private ALayer(List<Change> log, String incarnation, int floor) {
    this.log = new ArrayList<>(log);
    this.incarnation = incarnation;
    this.floor = floor;
  }

  static ALayer empty() {
    return new ALayer(List.of(), "life-1", 0);
  }

  ALayer copy() {
    return new ALayer(log, incarnation, floor);
  }

  void write(RowName name, Optional<Entry> entry) {
    byte[] record = (name + " " + entry).getBytes(StandardCharsets.UTF_8);
    log.add(new Change(name, entry, hashAt(log.size()).then(record)));
  }

  void beginAnew(String life) {
    incarnation = life;
  }

  void thinOut(int to) {
    floor = Math.max(floor, Math.min(to, log.size()));
  }

  int head() {
    return log.size();
  }

  /** The rows as they were at a position; what the layer says nothing of is not there. */
  Map<RowName, Entry> rowsAt(long seq) {
    Map<RowName, Entry> rows = new HashMap<>();
    for (Change change : log.subList(0, Math.toIntExact(seq))) {
      if (change.entry().isPresent()) {
        rows.put(change.name(), change.entry().get());
      } else {
        rows.remove(change.name());
      }
    }
    return rows;
  }

  /** Whether it has this very history. */
  boolean knows(Known known) {
    return known.incarnation().equals(incarnation)
        && known.seq() <= log.size()
        && hashAt(known.seq()).equals(known.hash());
  }

  /** Answers as head office does; empty when it refuses. */
  Optional<ReadPage> answer(FollowState asking, int size) {
    if (asking.known().isPresent() && !knows(asking.known().get())) {
      return Optional.empty();
    }
    return switch (asking) {
      case FollowState.Unknown unknown -> Optional.of(buckets(asking, 0, size));
      case FollowState.Reading reading -> Optional.of(buckets(asking, reading.bucket(), size));
      case FollowState.Following following ->
          following.after() < floor
              ? Optional.empty()
              : Optional.of(changes(asking, following.after(), size));
    };
  }

  private ReadPage buckets(FollowState asking, int from, int size) {
    int to = Math.min(FollowState.BUCKETS - 1, from + size * 100);
    Map<RowName, Optional<Entry>> rows = new LinkedHashMap<>();
    rowsAt(log.size())
        .forEach(
            (name, entry) -> {
              if (name.bucket() >= from && name.bucket() <= to) {
                rows.put(name, Optional.of(entry));
              }
            });
    return new ReadPage(
        new LayerHeader.Buckets(
            asking.known(), incarnation, from, to, log.size(), hashAt(log.size())),
        rows,
        new HashSet<>());
  }

  private ReadPage changes(FollowState asking, long after, int size) {
    int to = (int) Math.min(log.size(), after + size);
    Map<RowName, Optional<Entry>> rows = new LinkedHashMap<>();
    log.subList((int) after, to).forEach(change -> rows.put(change.name(), change.entry()));
    return new ReadPage(
        new LayerHeader.Changes(asking.known(), incarnation, after, to, log.size(), hashAt(to)),
        rows,
        new HashSet<>());
  }

  private Hash hashAt(long seq) {
    return seq == 0 ? Hash.START : log.get(Math.toIntExact(seq) - 1).hash();
  }
}
