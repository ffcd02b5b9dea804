package io.tillstream.agent.status;

import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.directory.Reserve;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.greeting.Continuity;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.start.AgentVersion;
import io.tillstream.agent.stock.StockAge;
import io.tillstream.agent.sync.HearPokes;
import io.tillstream.agent.sync.SendDocuments;
import io.tillstream.agent.sync.VerifyReplica;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.upload.UploadState;
import io.tillstream.replica.Replica;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Gathers the status. Thread-safe. */
@Singleton
public class ReadStatus {

  private final Identity identity;
  private final Journal journal;
  private final Epochs epochs;
  private final Continuity continuity;
  private final Deliveries deliveries;
  private final Replica replica;
  private final StockAge age;
  private final Contact contact;
  private final SendDocuments up;
  private final HearPokes pokes;
  private final VerifyReplica verify;
  private final DataDirectory directory;
  private final Reserve reserve;

  ReadStatus(
      Identity identity,
      Journal journal,
      Epochs epochs,
      Continuity continuity,
      Deliveries deliveries,
      Replica replica,
      StockAge age,
      Contact contact,
      SendDocuments up,
      HearPokes pokes,
      VerifyReplica verify,
      DataDirectory directory,
      Reserve reserve) {
    this.identity = identity;
    this.journal = journal;
    this.epochs = epochs;
    this.continuity = continuity;
    this.deliveries = deliveries;
    this.replica = replica;
    this.age = age;
    this.contact = contact;
    this.up = up;
    this.pokes = pokes;
    this.verify = verify;
    this.directory = directory;
    this.reserve = reserve;
  }

  /** As of now. */
  public Status now() {
    // The store's watermark first: a document recorded in between may be pending, never negative.
    Deliveries.Standing standing = deliveries.standing();
    Watermark head = journal.head();
    long store = standing.store().position();
    return new Status(
        identity.stream().store(),
        identity.stream().terminal(),
        identity.stream().epoch(),
        new Status.Last(head.position(), head.hash().toString()),
        up.pending(),
        up.oldestPending().orElse(null),
        epochs.all(),
        new Status.Acknowledged(store, standing.headOffice()),
        standing.parked(),
        contact.isOnline() ? "online" : "offline",
        pokes.isUp() ? "connected" : "polling",
        contact.refusal().isPresent() ? "refused" : "valid",
        continuity.lineage().toString(),
        witness(),
        upload(),
        trouble(),
        contact.lastHeard().orElse(null),
        contact.skewMillis(),
        replica.checkpoint().map(this::known).orElse(null),
        verify.last().orElse(null),
        new Status.Business(journal.businessDay().open(), journal.businessDay().closed()),
        journal.numbering(),
        journal.leases(),
        journal.scarce().standings(),
        purge(),
        new Status.Disk(freeBytes(), reserve.isHeld() ? "held" : "used"),
        AgentVersion.get());
  }

  private Status.Known known(Replica.Checkpoint checkpoint) {
    StockAge.Age shown = age.now().orElse(new StockAge.Age(checkpoint.at(), 0));
    return new Status.Known(
        checkpoint.cursor().incarnation(),
        checkpoint.cursor().seq(),
        replica.items(),
        checkpoint.at(),
        shown.asOf(),
        shown.seconds());
  }

  private String upload() {
    return switch (up.state()) {
      case UploadState.Ready ready -> "ready";
      case UploadState.InFlight inFlight -> "ready";
      case UploadState.Resting resting -> "resting";
      case UploadState.Forked forked -> "forked";
    };
  }

  /** What keeps a round from its end. */
  ProblemCode obstacle() {
    return switch (continuity.lineage()) {
      case RESTORED -> ProblemCode.TERMINAL_RESTORED;
      case FORKED, COPIED -> ProblemCode.TERMINAL_FORKED;
      case OK, UNPROVEN ->
          contact.refusal().isPresent()
              ? ProblemCode.CREDENTIAL_REVOKED
              : ProblemCode.STORE_UNREACHABLE;
    };
  }

  private String trouble() {
    return continuity
        .trouble()
        .or(() -> contact.refusal().map(ReadStatus::refused))
        .or(this::lackOfRoom)
        .or(contact::trouble)
        .orElse(null);
  }

  private Optional<String> lackOfRoom() {
    return reserve.isHeld()
        ? Optional.empty()
        : Optional.of("the disk is nearly full: the reserve for sales on a full disk is used up");
  }

  private static String refused(String why) {
    return "the store refuses this terminal: %s. Selling goes on. %s"
        .formatted(why, Continuity.ANEW);
  }

  private String witness() {
    return switch (continuity.verdict()) {
      case AGREES -> continuity.witnessTrouble().isPresent() ? "missing" : "agrees";
      case JOURNAL_BEHIND -> "journal-behind";
      case MISSING -> "missing";
      case FOREIGN -> "foreign";
    };
  }

  private Status.Purge purge() {
    ReadJournal read = epochs.present().read();
    long purgedTo = read.purged().position();
    return new Status.Purge(purgedTo, read.recordedAt(purgedTo + 1).orElse(null));
  }

  private long freeBytes() {
    try {
      return directory.freeBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
