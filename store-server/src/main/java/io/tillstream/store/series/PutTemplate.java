package io.tillstream.store.series;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.series.InvalidTemplate;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.series.SeriesTemplate;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;

/** Puts a template in force, unless it could print a number twice. Thread-safe. */
@Singleton
class PutTemplate {

  private final SeriesTemplates templates;
  private final Writer writer;
  private final Shop shop;

  PutTemplate(SeriesTemplates templates, Writer writer, Shop shop) {
    this.templates = templates;
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * A template for one series.
   *
   * @param series the name: a document type's, or {@code customer-offline}
   * @param template how its numbers are written
   */
  public record Wanted(String series, String template) {}

  // Under a lock, because two templates that are set at once could each miss the other.
  synchronized void put(String owner, Wanted wanted, List<TerminalId> affected)
      throws SQLException {
    if (wanted == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    SeriesName series =
        SeriesName.of(wanted.series())
            .orElseThrow(() -> invalid("series", "is none that a terminal has"));
    SeriesTemplate template = parsed(wanted.template());
    new FindCollision(shop.id(), templates.terminals(), templates.history())
        .with(template, series, affected)
        .ifPresent(
            why -> {
              throw ProblemException.of(
                      ProblemCode.SERIES_COLLISION,
                      why + "; give it a text of its own, and it takes effect at once")
                  .field("template", "could print a number twice");
            });
    writer.ask(new SetTemplate(owner, series, template));
  }

  private static SeriesTemplate parsed(String template) {
    try {
      return SeriesTemplate.parse(template);
    } catch (InvalidTemplate e) {
      throw invalid("template", e.getMessage());
    }
  }

  private static ProblemException invalid(String field, String detail) {
    return ProblemException.of(ProblemCode.INVALID_FIELD, field + " " + detail)
        .field(field, detail);
  }
}
