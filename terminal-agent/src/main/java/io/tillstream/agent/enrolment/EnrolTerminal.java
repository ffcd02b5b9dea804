package io.tillstream.agent.enrolment;

import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.witness.Testimony;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.FormerLife;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.Versions;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Exchanges an administrator's one-time code for an identity and writes it into the journal. In a
 * directory with a former life this closes the epoch before and begins a new one; its documents
 * stay where they are, and what the store lacks of them is brought home by the agent (I12). A crash
 * at any step is mended by enrolling once more, with another code.
 */
public final class EnrolTerminal {

  private final Identities identities;
  private final Optional<Testimony> witness;
  private final StoreLink link;
  private final InstantSource clock;

  /**
   * Into this journal, whose schema is ready: the code works once, so nothing may fail after it.
   *
   * @param witness what lies where this journal's witness is kept, if anything does
   */
  public EnrolTerminal(
      Identities identities, Optional<Testimony> witness, StoreLink link, InstantSource clock) {
    this.identities = identities;
    this.witness = witness;
    this.link = link;
    this.clock = clock;
  }

  /**
   * Asks the store.
   *
   * @param store its address, without a slash at the end
   * @param code as the administrator gave it
   * @param agentVersion this program's
   */
  public Enrolment enrol(URI store, String code, String agentVersion) {
    Optional<Identity> before = identities.find();
    try {
      StoreAnswer answer = ask(code, agentVersion, before);
      if (answer.status() == 201) {
        return granted(identities, before, answer.as(EnrolmentGrant.class), store, clock.instant());
      }
      return answer.status() >= 400 && answer.status() < 500 && answer.isProblem()
          ? new Enrolment.Refused(answer.problemDetail())
          : new Enrolment.Unreachable("it answered " + answer.problemDetail());
    } catch (IOException e) {
      return new Enrolment.Unreachable(e.getMessage());
    }
  }

  private StoreAnswer ask(String code, String agentVersion, Optional<Identity> before)
      throws IOException {
    FormerLife journal = before.map(this::life).orElse(null);
    FormerLife witnessed = witness.map(EnrolTerminal::life).orElse(null);
    FormerLife previous = journal == null ? witnessed : journal;
    StoreAnswer answer =
        link.enrol(new EnrolmentRequest(Protocol.VERSION, code, agentVersion, previous));
    // Only a witness speaks of another terminal: the machine has a new name from now on.
    return answer.status() == 422 && journal == null && previous != null
        ? link.enrol(new EnrolmentRequest(Protocol.VERSION, code, agentVersion, null))
        : answer;
  }

  private FormerLife life(Identity identity) {
    Long shown =
        witness
            .filter(each -> each.stream().equals(identity.stream()))
            // It would say that nobody sells in this epoch any more.
            .filter(each -> !identities.mayHaveACopy(identity.stream().epoch()))
            .map(Testimony::bound)
            .orElse(null);
    return new FormerLife(
        identity.stream().toString(), identities.head(identity.stream().epoch()), shown);
  }

  private static FormerLife life(Testimony testimony) {
    return new FormerLife(testimony.stream().toString(), testimony.head(), testimony.bound());
  }

  /**
   * Takes what a store has granted, over the line or in a file that was carried here.
   *
   * @param before who the journal is so far
   * @param store its address
   */
  public static Enrolment granted(
      Identities identities,
      Optional<Identity> before,
      EnrolmentGrant grant,
      URI store,
      Instant now) {
    Optional<String> missing = missing(grant);
    if (missing.isPresent()) {
      return new Enrolment.Unreachable("its grant lacks " + missing.get());
    }
    Identity identity;
    try {
      identity =
          new Identity(
              new DocumentStream(grant.store(), grant.terminal(), grant.epoch()),
              Currency.getInstance(grant.currency()),
              store,
              grant.credential());
    } catch (IllegalArgumentException e) {
      return new Enrolment.Unreachable("its grant cannot be read: " + e.getMessage());
    }
    if (before.isPresent() && !continues(before.get().stream(), identity.stream())) {
      return new Enrolment.Already(before.get());
    }
    identities.enrol(identity, grant.series(), grant.backupKey(), now);
    return new Enrolment.Granted(identity, before.map(former -> former.stream().epoch()));
  }

  /** The same terminal in a later life. */
  private static boolean continues(DocumentStream before, DocumentStream after) {
    return before.store().equals(after.store())
        && before.terminal().equals(after.terminal())
        && before.epoch() < after.epoch();
  }

  private static Optional<String> missing(EnrolmentGrant grant) {
    if (grant.store() == null || grant.terminal() == null) {
      return Optional.of("a store or a terminal");
    }
    if (grant.credential() == null || grant.credential().isBlank()) {
      return Optional.of("a credential");
    }
    if (grant.currency() == null) {
      return Optional.of("a currency");
    }
    List<Series> series = grant.series() == null ? List.of() : grant.series();
    Set<DocumentType> numbered = new HashSet<>();
    series.forEach(each -> numbered.add(each.type()));
    return Versions.granted(Protocol.VERSION).stream()
        .filter(type -> !numbered.contains(type))
        .map(type -> "a series for " + type)
        .findFirst();
  }
}
