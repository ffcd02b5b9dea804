package io.tillstream.headoffice.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.headoffice.database.Database;
import io.tillstream.platform.security.Administrator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The feed as a topic, for administrators. */
@Path("/api/feed/topic")
@Tag(name = "Feed")
@RolesAllowed(Administrator.ROLE)
class FeedTopicResource {

  private final Database database;
  private final TellTopic teller;
  private final FeedTopicConfig config;

  FeedTopicResource(Database database, TellTopic teller, FeedTopicConfig config) {
    this.database = database;
    this.teller = teller;
    this.config = config;
  }

  /**
   * How it stands.
   *
   * @param enabled whether this process tells it
   * @param position the last that was told, by whichever process
   * @param head the newest of the feed
   * @param lastError why this process told nothing when it tried last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Standing(boolean enabled, long position, long head, String lastError) {}

  @GET
  @Operation(summary = "How far the feed was told to the broker's topic")
  public Standing standing() throws SQLException {
    return database.reading(
        connection ->
            new Standing(
                config.enabled(),
                new ToldSoFar(connection).position(),
                FollowFeed.head(connection),
                teller.lastError().orElse(null)));
  }

  @POST
  @Path("/beginning")
  @ResponseStatus(204)
  @Operation(
      summary = "Tell the topic everything again, from the first position",
      description = "When the topic was lost. Jobs know what they have.")
  public void beginAgain() throws SQLException {
    database.durably(
        connection -> {
          new ToldSoFar(connection).moveToTheBeginning();
          return true;
        });
  }
}
