package io.tillstream.store.feed;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.store.fleet.Contact;
import io.tillstream.store.fleet.Contacts;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.fleet.TerminalSaid;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Where terminals tell what differs from the store; kept in memory, and in the log. */
@Path("/sync/v1/findings")
@RolesAllowed(EnrolledTerminal.ROLE)
@Blocking
@Tag(name = "Synchronisation")
class FindingsResource {

  private static final Logger LOG = Logger.getLogger(FindingsResource.class);
  private static final int INCARNATION_LENGTH_MAX = 36;
  private static final int NAME_LENGTH_MAX = 64;
  private static final Duration AGE_MAX = Duration.ofDays(366);

  private final Contacts contacts;
  private final Clock clock;
  private final SecurityIdentity caller;

  FindingsResource(Contacts contacts, Clock clock, SecurityIdentity caller) {
    this.contacts = contacts;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * That it was heard.
   *
   * @param protocol the version asked for
   */
  record Heard(int protocol) {}

  /** Hears what differs. */
  @POST
  @Operation(
      summary = "Tell what differs from the store",
      description = "The first rows and documents, before the terminal mends what it can.")
  public Heard hear(Findings findings) {
    int version = RequireVersion.ofBody(findings == null ? 0 : findings.protocol());
    requireSound(findings);
    DocumentStream stream = EnrolledTerminal.of(caller).stream();
    Instant now = clock.instant();
    contacts.note(
        stream.terminal(),
        new Contact(
            now.toEpochMilli(),
            null,
            null,
            null,
            null,
            new TerminalSaid(
                stream.epoch(),
                null,
                null,
                null,
                findings.rows().isEmpty() ? null : rows(findings, now),
                findings.documents() == null ? null : List.copyOf(findings.documents()))));
    log(stream.terminal(), findings);
    return new Heard(version);
  }

  private static TerminalSaid.Rows rows(Findings findings, Instant now) {
    return new TerminalSaid.Rows(
        new Cursor(findings.incarnation(), findings.seq()),
        now.minusMillis(findings.ageMillis()),
        List.copyOf(findings.rows()),
        findings.more());
  }

  private static void log(TerminalId terminal, Findings findings) {
    if (!findings.rows().isEmpty()) {
      Findings.Row first = findings.rows().getFirst();
      LOG.warnf(
          "Terminal %s held something else than the store at change %d, values told: %d; the first,"
              + " of table %s, is told with all at /console/equality",
          terminal, findings.seq(), findings.rows().size(), first.table());
    }
  }

  private static void requireSound(Findings findings) {
    require("seq", findings.seq() >= 0);
    require("ageMillis", findings.ageMillis() >= 0 && findings.ageMillis() <= AGE_MAX.toMillis());
    require("rows", findings.rows().size() <= Findings.ROWS_MAX);
    require(
        "incarnation",
        findings.rows().isEmpty()
            || (findings.incarnation() != null
                && findings.incarnation().length() <= INCARNATION_LENGTH_MAX));
    for (Findings.Row row : findings.rows()) {
      require(
          "rows",
          row != null
              && isName(row.table())
              && isName(row.column())
              && row.key() != null
              && isShort(row.key())
              && isShort(row.terminal())
              && isShort(row.store()));
    }
    if (findings.documents() != null) {
      require("documents", findings.documents().size() <= Findings.DOCUMENTS_MAX);
      for (Findings.Document document : findings.documents()) {
        require("documents", document != null && document.n() > 0 && isShort(document.number()));
      }
    }
  }

  private static boolean isName(String text) {
    return text != null && text.length() <= NAME_LENGTH_MAX && text.matches("[a-zA-Z-]+");
  }

  private static boolean isShort(String text) {
    return text == null || text.length() <= Findings.TEXT_LENGTH_MAX;
  }

  private static void require(String field, boolean isSound) {
    if (!isSound) {
      throw ProblemException.of(ProblemCode.INVALID_FIELD, field + " cannot be")
          .field(field, "cannot be");
    }
  }
}
