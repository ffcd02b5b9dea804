package io.tillstream.agent.sync;

import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells the store what was found to differ from it, until it has heard. The mending destroys the
 * evidence; this keeps it. Thread-safe.
 */
public final class TellFindings {

  private static final Logger LOG = Logger.getLogger(TellFindings.class);
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final Identity identity;
  private final StoreLink link;
  private final Contact contact;
  private final InstantSource clock;
  private Rows rows; // the last that differed, or null
  private List<Findings.Document> documents = List.of();
  private boolean isUntold;

  /**
   * Rows that differed.
   *
   * @param place at which they were compared
   * @param at when
   * @param more whether there are more, or may be
   */
  record Rows(Cursor place, Instant at, List<Findings.Row> found, boolean more) {}

  /** Nothing found yet. */
  public TellFindings(Identity identity, StoreLink link, Contact contact, InstantSource clock) {
    this.identity = identity;
    this.link = link;
    this.contact = contact;
    this.clock = clock;
  }

  /** Rows differed. */
  synchronized void found(Rows differing) {
    rows = differing;
    isUntold = true;
  }

  /** These documents differ now; perhaps none. */
  synchronized void found(List<Findings.Document> differing) {
    isUntold |= !differing.equals(documents);
    documents = differing;
  }

  /** Tells what was not told; all of it again to a store that was away and may have forgotten. */
  public synchronized void step() {
    if (!contact.isOnline()) {
      isUntold = rows != null || !documents.isEmpty();
    } else if (isUntold) {
      tell();
    }
  }

  private void tell() {
    try {
      StoreAnswer answer = link.findings(identity.credential(), findings());
      boolean isOfAnEarlierVersion =
          answer.isProblem() && (answer.status() == NOT_FOUND || answer.status() == NOT_ALLOWED);
      if (answer.status() == 200 || isOfAnEarlierVersion) {
        contact.heard(answer);
        isUntold = false;
      } else {
        LOG.debugf("The store did not take what differs: %s", answer.problemDetail());
      }
    } catch (IOException e) {
      contact.failed(e.getMessage());
    }
  }

  private Findings findings() {
    return rows == null
        ? new Findings(Protocol.VERSION, null, 0, 0, List.of(), false, documents)
        : new Findings(
            Protocol.VERSION,
            rows.place().incarnation(),
            rows.place().seq(),
            Math.max(0, Duration.between(rows.at(), clock.instant()).toMillis()),
            rows.found(),
            rows.more(),
            documents);
  }
}
