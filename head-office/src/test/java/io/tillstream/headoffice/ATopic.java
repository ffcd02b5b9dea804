package io.tillstream.headoffice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.headoffice.feed.FeedTopic;
import io.tillstream.platform.schema.Schemas;
import io.tillstream.protocol.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A broker's topic as head office meets it. It keeps what it is told, may die or go away after any
 * of it, and holds each record against docs/schema. Thread-safe.
 */
final class ATopic implements FeedTopic {

  private static final JsonMapper JSON = new JsonMapper();

  private final List<Message> kept = new ArrayList<>();
  private long keepsAnother = Long.MAX_VALUE;
  private RuntimeException away;
  private Runnable meanwhile = () -> {};

  /** It takes so many more, and nothing after them. */
  synchronized void goesAwayAfter(long messages) {
    keepsAnother = messages;
    away = new Away("the broker takes nothing", null);
  }

  synchronized void comesBack() {
    keepsAnother = Long.MAX_VALUE;
  }

  /** Something else happens before what is told is confirmed. */
  synchronized void meanwhile(Runnable happens) {
    meanwhile = happens;
  }

  @Override
  public synchronized void tell(List<Message> messages) {
    for (Message message : messages) {
      if (keepsAnother == 0) {
        throw away;
      }
      keepsAnother--;
      check(message);
      kept.add(message);
    }
    meanwhile.run();
  }

  /** All that it has, in its order. */
  synchronized List<Message> messages() {
    return List.copyOf(kept);
  }

  static String line(Message message) {
    return new String(message.line(), StandardCharsets.UTF_8);
  }

  private static void check(Message message) {
    try {
      Schemas.check(
          "feed-record",
          JSON.writeValueAsBytes(
              Map.of(
                  "key",
                  message.store().value(),
                  "headers",
                  Map.of(
                      Protocol.FEED_CURSOR_HEADER,
                      message.cursor(),
                      Protocol.FEED_FACT_HEADER,
                      message.number() + "/" + message.of()),
                  "value",
                  JSON.readTree(line(message)))));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line(message), e);
    }
  }
}
