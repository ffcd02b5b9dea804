package io.tillstream.headoffice.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.tillstream.headoffice.jobs.JobName;
import io.tillstream.headoffice.jobs.Jobs;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where replication jobs (ERP, warehouse, BI) fetch what head office's books took in. */
@Path("/feed/v1/facts")
@Tag(name = "Feed")
class FeedResource {

  private static final int LIMIT_MAX = 10_000;
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  private final ReadFeed feed;
  private final Jobs jobs;
  private final FeedConfig config;
  private final ObjectMapper json;
  private final SecurityIdentity caller;
  private final Semaphore turns;

  FeedResource(
      ReadFeed feed, Jobs jobs, FeedConfig config, ObjectMapper json, SecurityIdentity caller) {
    this.feed = feed;
    this.jobs = jobs;
    this.config = config;
    this.json = json;
    this.caller = caller;
    this.turns = new Semaphore(config.pagesAtOnce(), true);
  }

  @GET
  @Produces(Protocol.NDJSON)
  @RolesAllowed(Jobs.ROLE)
  @Operation(
      summary = "The facts after a cursor",
      description =
          "A header line and a fact per line, NDJSON, in head office's own order. Land the page and"
              + " the header's next in one transaction, then ask with it. Whole envelopes: up to"
              + " 2,000 facts more than the limit. A cursor of books that were put back to a backup"
              + " since is 409 cursor-refused.")
  public byte[] after(@QueryParam("after") String after, @QueryParam("limit") String limit)
      throws SQLException, IOException, InterruptedException {
    Optional<FeedCursor> cursor = cursor(after);
    int factsMax = limit(limit);
    if (!turns.tryAcquire(config.turnWait().toMillis(), TimeUnit.MILLISECONDS)) {
      throw ProblemException.of(
              ProblemCode.TOO_MANY_REQUESTS, "head office is busy with pages of other jobs")
          .retryAfter(BUSY_RETRY);
    }
    try {
      ReadFeed.Page page = feed.after(cursor, factsMax);
      jobs.noteAsked(
          new JobName(caller.getPrincipal().getName()),
          cursor.map(FeedCursor::position).orElse(0L));
      return body(page);
    } finally {
      turns.release();
    }
  }

  private byte[] body(ReadFeed.Page page) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        json.writeValueAsBytes(
            new FeedHeader(
                FeedHeader.VERSION,
                page.next().map(FeedCursor::toString).orElse(null),
                page.position(),
                page.head(),
                page.lines().size())));
    body.write('\n');
    for (byte[] line : page.lines()) {
      body.writeBytes(line);
      body.write('\n');
    }
    return body.toByteArray();
  }

  private static Optional<FeedCursor> cursor(String given) {
    if (given == null || given.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FeedCursor.of(given)
            .orElseThrow(
                () -> invalid("after", "is no cursor of this feed; take 'next' as it is")));
  }

  private int limit(String given) {
    try {
      int limit = given == null ? config.factsDefault() : Integer.parseInt(given);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw invalid("limit", "must be a whole number, not '" + given + "'");
    }
    throw invalid("limit", "must be from 1 to " + LIMIT_MAX);
  }

  private static ProblemException invalid(String name, String detail) {
    return ProblemException.of(ProblemCode.INVALID_PARAMETER, name + ": " + detail)
        .field(name, detail);
  }
}
