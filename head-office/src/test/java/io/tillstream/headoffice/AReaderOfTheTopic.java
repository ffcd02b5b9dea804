package io.tillstream.headoffice;

import io.tillstream.headoffice.feed.FeedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A job that lands the topic as PROTOCOL.md says it: only what comes next, nothing twice, and what
 * head office does not have any more is taken back.
 */
final class AReaderOfTheTopic {

  private record Position(String cursor, int of, List<String> facts) {
    boolean isWhole() {
      return facts.size() == of;
    }
  }

  private final NavigableMap<Long, Position> landed = new TreeMap<>();

  void reads(List<FeedTopic.Message> messages) {
    messages.forEach(this::reads);
  }

  private void reads(FeedTopic.Message message) {
    long position = AJob.tree(ATopic.line(message)).get("position").asLong();
    Position known = landed.get(position);
    if (known != null && !known.cursor().equals(message.cursor())) {
      landed.tailMap(position, true).clear(); // head office was put back to a backup
      known = null;
    }
    if (known == null && message.number() == 1 && isNext(position)) {
      known = new Position(message.cursor(), message.of(), new ArrayList<>());
      landed.put(position, known);
    }
    if (known != null && known.facts().size() == message.number() - 1) {
      known.facts().add(ATopic.line(message));
    }
  }

  private boolean isNext(long position) {
    return landed.isEmpty()
        || (landed.lastKey() == position - 1 && landed.lastEntry().getValue().isWhole());
  }

  /** All that it has, in the order of the feed. */
  List<String> has() {
    return landed.values().stream().flatMap(each -> each.facts().stream()).toList();
  }
}
