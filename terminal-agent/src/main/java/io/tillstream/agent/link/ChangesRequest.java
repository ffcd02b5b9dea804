package io.tillstream.agent.link;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.Verified;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What is asked of the change feed, and what the store learns of the terminal by the way.
 *
 * @param from where the terminal stands
 * @param rows at most so many
 * @param agentVersion this program's
 * @param pending how many documents wait
 * @param oldestPending when the oldest of them was recorded, or null
 * @param skewMillis the terminal's clock minus the store's as last measured, or null
 * @param head the last document of the terminal's epoch, or null
 * @param verified what the terminal found when it last compared itself with the store, or null
 * @param until as if nothing had happened after this seq, or null for all there is
 */
public record ChangesRequest(
    Cursor from,
    int rows,
    String agentVersion,
    long pending,
    Instant oldestPending,
    Long skewMillis,
    Watermark head,
    Verified verified,
    Long until) {

  String query() {
    String position =
        from.incarnation() == null
            ? ""
            : "&incarnation="
                + URLEncoder.encode(from.incarnation(), StandardCharsets.UTF_8)
                + "&after="
                + from.seq();
    return "?rows=" + rows + (until == null ? "" : "&until=" + until) + position;
  }
}
