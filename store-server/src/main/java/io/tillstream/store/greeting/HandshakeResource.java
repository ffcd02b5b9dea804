package io.tillstream.store.greeting;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.HandshakeAnswer;
import io.tillstream.protocol.wire.HandshakeRequest;
import io.tillstream.store.fleet.Contact;
import io.tillstream.store.fleet.Contacts;
import io.tillstream.store.fleet.EnrolledTerminal;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.uplink.HeadOfficeProgress;
import io.tillstream.store.writer.Writer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Where terminals ask whether they may go on. */
@Path("/sync/v1/handshake")
@RolesAllowed(EnrolledTerminal.ROLE)
@Blocking
@Tag(name = "Synchronisation")
class HandshakeResource {

  private static final Logger LOG = Logger.getLogger(HandshakeResource.class);
  private static final int INCARNATION_LENGTH_MAX = 36;
  private static final int SESSION_LENGTH_MAX = 64;

  private final Writer writer;
  private final Contacts contacts;
  private final HeadOfficeProgress headOffice;
  private final Restoration restoration;
  private final Clock clock;
  private final SecurityIdentity caller;

  HandshakeResource(
      Writer writer,
      Contacts contacts,
      HeadOfficeProgress headOffice,
      Restoration restoration,
      Clock clock,
      SecurityIdentity caller) {
    this.writer = writer;
    this.contacts = contacts;
    this.headOffice = headOffice;
    this.restoration = restoration;
    this.clock = clock;
    this.caller = caller;
  }

  /** Judges what a terminal says of its journal; answers when the judgement is on disk. */
  @POST
  @Operation(summary = "Greet", description = "Asks whether a journal may go on under its name.")
  public HandshakeAnswer greet(HandshakeRequest request) {
    int version = RequireVersion.ofBody(request == null ? 0 : request.protocol());
    DocumentStream own = EnrolledTerminal.of(caller).stream();
    require(request, own);
    contacts.note(own.terminal(), new Contact(clock.millis(), null, null, null, null));
    Greeting greeting =
        new Greeting(
            own,
            request.head(),
            request.acknowledged(),
            request.previousSession(),
            request.session(),
            request.cursor());
    restoration.greeted(greeting); // I18: first whether it is the store that went back
    Greeted greeted = writer.ask(new ReceiveGreeting(greeting, request.witness()));
    report(own, greeted);
    return new HandshakeAnswer(
        version,
        greeted.judgement().outcome(),
        greeted.judgement().reason(),
        greeted.standing(),
        greeted.incarnation(),
        headOffice.acknowledged(own),
        clock.instant());
  }

  private static void require(HandshakeRequest request, DocumentStream own) {
    if (!own.toString().equals(request.stream())) {
      throw ProblemException.of(
              ProblemCode.STREAM_NOT_YOURS, "this credential is for stream " + own)
          .field("stream", "must be " + own);
    }
    Faults faults = new Faults();
    watermark(faults, "head", request.head());
    watermark(faults, "acknowledged", request.acknowledged());
    if (request.session() == null) {
      faults.add(ProblemCode.INVALID_FIELD, "session", "is missing");
    }
    session(faults, "session", request.session());
    session(faults, "previousSession", request.previousSession());
    if (request.cursor() != null && request.cursor().seq() < 0) {
      faults.add(ProblemCode.INVALID_FIELD, "cursor.seq", "is below 0");
    }
    if (request.cursor() != null
        && request.cursor().incarnation() != null
        && request.cursor().incarnation().length() > INCARNATION_LENGTH_MAX) {
      faults.add(ProblemCode.INVALID_FIELD, "cursor.incarnation", "is no life of a change log");
    }
    faults.throwIfAny();
  }

  private static void watermark(Faults faults, String field, Watermark given) {
    if (given == null || given.hash() == null || given.position() < 0) {
      faults.add(ProblemCode.INVALID_FIELD, field, "is missing, or has no position and hash");
    } else if (given.position() == 0 && !given.equals(Watermark.START)) {
      faults.add(ProblemCode.INVALID_FIELD, field, "a stream begins with a hash of zeros");
    }
  }

  private static void session(Faults faults, String field, String given) {
    if (given != null && (given.length() > SESSION_LENGTH_MAX || !given.matches("[0-9A-Za-z-]+"))) {
      faults.add(ProblemCode.INVALID_FIELD, field, "is no session");
    }
  }

  private static void report(DocumentStream stream, Greeted greeted) {
    if (greeted.judgement().outcome() == HandshakeOutcome.OK) {
      return;
    }
    LOG.warnf(
        "Terminal %s, epoch %d: an agent under this name may not go on: %s. The store holds its"
            + " documents up to %d; the till has to be enrolled anew, or a copy of it stopped",
        stream.terminal(),
        stream.epoch(),
        greeted.judgement().reason(),
        greeted.standing().position());
  }
}
