package io.tillstream.store.feed;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.download.PageHeader;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.fleet.Contact;
import io.tillstream.store.fleet.Contacts;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.fleet.TerminalSaid;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.page.Page;
import io.tillstream.store.retention.ReadFloor;
import io.tillstream.store.uplink.HeadOfficeProgress;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where terminals fetch what has changed. */
@Path("/sync/v1/changes")
@RolesAllowed(EnrolledTerminal.ROLE)
@Blocking
@Tag(name = "Synchronisation")
class ChangesResource {

  private static final int AGENT_VERSION_LENGTH_MAX = 64;

  private final Writer writer;
  private final ReadWhole changes;
  private final ReadParked parked;
  private final DocumentsInside inside;
  private final ChangesConfig config;
  private final Contacts contacts;
  private final HeadOfficeProgress headOffice;
  private final Restoration restoration;
  private final Clock clock;
  private final SecurityIdentity caller;

  ChangesResource(
      Writer writer,
      DataSource database,
      ChangesConfig config,
      ReadFloor floor,
      Contacts contacts,
      HeadOfficeProgress headOffice,
      Restoration restoration,
      Clock clock,
      SecurityIdentity caller) {
    this.writer = writer;
    changes = new ReadWhole(new ReadChanges(database, config.reachMax()), floor);
    parked = new ReadParked(database);
    inside = new DocumentsInside(database);
    this.config = config;
    this.contacts = contacts;
    this.headOffice = headOffice;
    this.restoration = restoration;
    this.clock = clock;
    this.caller = caller;
  }

  /** A page of changes after the caller's cursor. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Fetch changes", description = "The newest image of each changed row.")
  public byte[] page(
      @QueryParam("incarnation") String incarnation,
      @QueryParam("after") String afterText,
      @QueryParam("until") String untilText,
      @QueryParam("rows") String rowsText,
      @HeaderParam(Protocol.VERSION_HEADER) String protocol,
      @HeaderParam(Protocol.AGENT_VERSION_HEADER) String agentVersion,
      @HeaderParam(Protocol.PENDING_HEADER) String pending,
      @HeaderParam(Protocol.OLDEST_PENDING_HEADER) String oldestPending,
      @HeaderParam(Protocol.SKEW_HEADER) String skew,
      @HeaderParam(Protocol.HEAD_HEADER) String lastDocument,
      @HeaderParam(Protocol.VERIFIED_HEADER) String verified)
      throws SQLException, IOException {
    int version = RequireVersion.ofHeader(protocol);
    DocumentStream stream = EnrolledTerminal.of(caller).stream();
    long after = Page.after(afterText);
    contacts.note(
        stream.terminal(),
        contact(
            agentVersion,
            pending,
            oldestPending,
            skew,
            ReadStanding.of(
                stream.epoch(),
                lastDocument,
                incarnation == null ? null : new Cursor(incarnation, after),
                verified,
                clock.instant())));
    // One look at what terminals are shown: head and applied belong together (I16).
    Published shown = writer.shown();
    Published published = writer.published();
    requireCursor(stream, published, incarnation, after);
    int rows =
        rowsText == null
            ? config.rowsDefault()
            : (int) Page.number("rows", rowsText, 1, Protocol.PAGE_ROWS_MAX);
    long head =
        untilText == null ? shown.seq() : Page.number("until", untilText, after, shown.seq());
    ChangesRead read = changes.after(stream, after, head, rows);
    PageHeader header = new PageHeader(shown.incarnation(), after, read.to(), head);
    long received = published.of(stream).position();
    long inStock = shown.of(stream).position();
    long applied = head == shown.seq() ? inStock : inside.at(head, stream, inStock);
    return WritePage.of(
        new ChangePage(
            version,
            header.incarnation(),
            header.after(),
            header.to(),
            header.head(),
            header.isCheckpoint(),
            applied,
            new ChangePage.Acknowledged(received, headOffice.acknowledged(stream)),
            read.to() == after ? null : parked.of(stream),
            closed(stream, shown, head),
            clock.instant(),
            List.of()),
        read.images());
  }

  /** How far the documents of the terminal's closed epochs have come; null when it has none. */
  private List<ChangePage.Closed> closed(DocumentStream stream, Published shown, long head)
      throws SQLException {
    if (stream.epoch() == 1) {
      return null;
    }
    List<ChangePage.Closed> closed = new ArrayList<>();
    for (Map.Entry<DocumentStream, Watermark> each : shown.streams().entrySet()) {
      DocumentStream epoch = each.getKey();
      if (epoch.terminal().equals(stream.terminal()) && epoch.epoch() < stream.epoch()) {
        long last = each.getValue().position();
        long applied = head == shown.seq() ? last : inside.at(head, epoch, last);
        closed.add(new ChangePage.Closed(epoch.epoch(), applied, headOffice.acknowledged(epoch)));
      }
    }
    closed.sort(Comparator.comparingInt(ChangePage.Closed::epoch));
    return closed;
  }

  private void requireCursor(
      DocumentStream stream, Published published, String incarnation, long after) {
    boolean fromTheStart = after == 0;
    boolean ofThisLog = published.incarnation().equals(incarnation);
    if (!fromTheStart && ofThisLog && after > published.seq()) {
      restoration.cursorIsAhead(stream, published, after); // I18: it was told what is lost here
    }
    if (!fromTheStart && !(ofThisLog && after <= published.seq())) {
      throw ProblemException.of(
          ProblemCode.CURSOR_REFUSED,
          "this change log is " + published.incarnation() + " and stands at " + published.seq());
    }
  }

  private Contact contact(
      String agentVersion, String pending, String oldestPending, String skew, TerminalSaid said) {
    return new Contact(
        clock.millis(),
        pending == null ? null : Page.number(Protocol.PENDING_HEADER, pending, 0, Long.MAX_VALUE),
        oldestPending == null ? null : instant(oldestPending),
        // A version that cannot be shown is no reason to keep goods and prices from a terminal.
        agentVersion != null
                && agentVersion.length() <= AGENT_VERSION_LENGTH_MAX
                && PlainText.is(agentVersion)
            ? agentVersion
            : null,
        // Nor is one that makes no sense of the clock.
        skew != null && skew.matches("-?[0-9]{1,15}") ? Long.valueOf(skew) : null,
        said);
  }

  private static Long instant(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw ProblemException.of(
              ProblemCode.INVALID_PARAMETER, Protocol.OLDEST_PENDING_HEADER + " is no instant")
          .field(Protocol.OLDEST_PENDING_HEADER, "must be an ISO instant");
    }
  }
}
