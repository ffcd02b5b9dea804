package io.tillstream.store.downlink;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.downlink.FollowState;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.RowName;
import io.tillstream.protocol.wire.LayerPage;
import io.tillstream.protocol.wire.LayerTable;
import io.tillstream.protocol.wire.LayersAnswer;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A head office in memory that speaks as the real one does, and can be put back or fall silent. */
final class AnOffice implements HeadOffice {

  private static final Instant NOW = Instant.parse("2026-11-20T10:42:00Z");

  private final Map<Layer, List<Said>> logs = new EnumMap<>(Layer.class);
  private final int rows;
  private int pagesLeft = Integer.MAX_VALUE;

  private record Said(RowName name, Optional<Entry> entry, Hash hash) {}

  /** With pages of so many rows. */
  AnOffice(int rows) {
    this.rows = rows;
    Layer.OF_HEAD_OFFICE.forEach(layer -> logs.put(layer, new ArrayList<>()));
  }

  AnOffice copy() {
    AnOffice copy = new AnOffice(rows);
    logs.forEach((layer, log) -> copy.logs.get(layer).addAll(log));
    return copy;
  }

  /** Gives so many pages more, and then no answer. */
  AnOffice fallsSilentAfter(int pages) {
    pagesLeft = pages;
    return this;
  }

  AnOffice says(Layer layer, LayeredTable table, Object... values) {
    return says(
        layer, table, (String) values[0], Optional.of(new Entry.Present(Arrays.asList(values))));
  }

  AnOffice withholds(Layer layer, LayeredTable table, String key) {
    return says(layer, table, key, Optional.of(new Entry.Withheld()));
  }

  AnOffice saysNothingMoreOf(Layer layer, LayeredTable table, String key) {
    return says(layer, table, key, Optional.empty());
  }

  private AnOffice says(Layer layer, LayeredTable table, String key, Optional<Entry> entry) {
    RowName name = new RowName(table.toString(), key);
    List<Said> log = logs.get(layer);
    byte[] record = (name + " " + entry).getBytes(StandardCharsets.UTF_8);
    log.add(new Said(name, entry, hash(layer, log.size()).then(record)));
    return this;
  }

  @Override
  public LayersAnswer heads(Map<Layer, FollowState> standing) throws IOException {
    if (pagesLeft <= 0) {
      throw new IOException("head office is silent");
    }
    return new LayersAnswer(
        Protocol.VERSION,
        NOW,
        Layer.OF_HEAD_OFFICE.stream()
            .map(
                layer ->
                    new LayersAnswer.LayerHead(
                        layer,
                        layer.toString(),
                        "life-1",
                        logs.get(layer).size(),
                        hash(layer, logs.get(layer).size())))
            .toList());
  }

  @Override
  public Optional<LayerPage> page(Layer layer, FollowState standing) throws IOException {
    if (pagesLeft-- <= 0) {
      throw new IOException("head office is silent");
    }
    Optional<Known> known = standing.known();
    List<Said> log = logs.get(layer);
    boolean isKnown =
        known.isEmpty()
            || (known.get().seq() <= log.size()
                && hash(layer, known.get().seq()).equals(known.get().hash()));
    if (!isKnown) {
      return Optional.empty();
    }
    return Optional.of(
        switch (standing) {
          case FollowState.Unknown unknown -> buckets(layer, 0);
          case FollowState.Reading reading -> buckets(layer, reading.bucket());
          case FollowState.Following following -> changes(layer, (int) following.after());
        });
  }

  private LayerPage changes(Layer layer, int after) {
    List<Said> log = logs.get(layer);
    int to = Math.min(log.size(), after + rows);
    Map<RowName, Optional<Entry>> said = new LinkedHashMap<>();
    log.subList(after, to).forEach(each -> said.put(each.name(), each.entry()));
    return new LayerPage(
        Protocol.VERSION,
        layer,
        layer.toString(),
        "life-1",
        (long) after,
        (long) to,
        null,
        null,
        log.size(),
        hash(layer, to),
        NOW,
        tables(said));
  }

  private LayerPage buckets(Layer layer, int from) {
    List<Said> log = logs.get(layer);
    int to = Math.min(FollowState.BUCKETS - 1, from + 255);
    Map<RowName, Optional<Entry>> said = new LinkedHashMap<>();
    for (Said each : log) {
      if (each.name().bucket() >= from && each.name().bucket() <= to) {
        said.put(each.name(), each.entry());
      }
    }
    said.values().removeIf(Optional::isEmpty);
    return new LayerPage(
        Protocol.VERSION,
        layer,
        layer.toString(),
        "life-1",
        null,
        null,
        from,
        to,
        log.size(),
        hash(layer, log.size()),
        NOW,
        tables(said));
  }

  private static List<LayerTable> tables(Map<RowName, Optional<Entry>> said) {
    List<LayerTable> tables = new ArrayList<>();
    for (LayeredTable table : LayeredTable.values()) {
      List<List<Object>> present = new ArrayList<>();
      List<String> withheld = new ArrayList<>();
      List<String> removed = new ArrayList<>();
      said.forEach(
          (name, entry) -> {
            if (!name.table().equals(table.toString())) {
              return;
            }
            if (entry.isEmpty()) {
              removed.add(name.key());
            } else if (entry.get() instanceof Entry.Present row) {
              present.add(row.values());
            } else {
              withheld.add(name.key());
            }
          });
      tables.add(new LayerTable(table.toString(), table.columns(), present, withheld, removed));
    }
    return tables;
  }

  private Hash hash(Layer layer, long seq) {
    return seq == 0 ? Hash.START : logs.get(layer).get(Math.toIntExact(seq) - 1).hash();
  }
}
