package io.tillstream.agent.till;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.local.Parameters;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Delivery;
import io.tillstream.protocol.wire.DocumentSummary;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import java.util.List;

/** What this terminal has recorded, and how far it has come. */
@Path("/v1/documents")
@Produces(MediaType.APPLICATION_JSON)
public class DocumentsResource {

  private final Epochs epochs;

  DocumentsResource(Epochs epochs) {
    this.epochs = epochs;
  }

  /**
   * Some documents, oldest first.
   *
   * @param documents in short
   * @param next to be asked for as {@code after}, or null at the end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<DocumentSummary> documents, Long next) {}

  /**
   * One document.
   *
   * @param summary in short
   * @param document its canonical bytes, as every tier keeps them
   * @param receipt to print again
   */
  public record Whole(DocumentSummary summary, @JsonRawValue String document, String receipt) {}

  /** Lists documents after one, at most so many, of one state of delivery or all. */
  @GET
  public Listed list(
      @QueryParam("after") String after,
      @QueryParam("limit") String limit,
      @QueryParam("delivery") String delivery,
      @QueryParam("epoch") String epoch) {
    ReadJournal read = of(epoch);
    int rows = Parameters.limit(limit);
    List<DocumentSummary> found =
        read.list(
            Parameters.number("after", after, 0, 0, Long.MAX_VALUE), rows, delivery(delivery));
    return new Listed(found, found.size() < rows ? null : found.get(found.size() - 1).n());
  }

  /** One document, whole. */
  @GET
  @Path("/{n}")
  public Whole whole(@PathParam("n") String n, @QueryParam("epoch") String epoch) {
    ReadJournal read = of(epoch);
    long position = Parameters.number("n", n, 0, 1, Long.MAX_VALUE);
    return read.whole(position)
        .map(
            found ->
                new Whole(
                    found.summary(),
                    found.json(),
                    Receipt.of(found.document(), ZoneId.systemDefault())))
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.NOT_FOUND,
                    position <= read.purged().position()
                        ? "document %d was deleted here after head office had it; the store has it"
                            .formatted(position)
                        : "this terminal has no document " + position));
  }

  /** The journal of the present epoch, or of one that is closed. */
  private ReadJournal of(String epoch) {
    if (epoch == null) {
      return epochs.present().read();
    }
    int number = (int) Parameters.number("epoch", epoch, 1, 1, Integer.MAX_VALUE);
    return epochs
        .read(number)
        .orElseThrow(
            () ->
                ProblemException.of(ProblemCode.NOT_FOUND, "this terminal has no epoch " + number));
  }

  private static Delivery delivery(String text) {
    if (text == null) {
      return null;
    }
    try {
      return Delivery.of(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.of(
              ProblemCode.INVALID_PARAMETER, "delivery is pending, store or head-office")
          .field("delivery", "is not valid");
    }
  }
}
