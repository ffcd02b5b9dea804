package io.tillstream.agent.enrolment;

import io.tillstream.agent.link.StoreAnswer;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.EnrolmentRequest;
import io.tillstream.protocol.wire.Protocol;
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
 * Exchanges an administrator's one-time code for an identity and writes it into the journal. Used
 * once in the life of a journal.
 */
public final class EnrolTerminal {

  private final Identities identities;
  private final StoreLink link;
  private final InstantSource clock;

  /**
   * Into this journal, whose schema is ready: the code works once, so nothing may fail after it.
   */
  public EnrolTerminal(Identities identities, StoreLink link, InstantSource clock) {
    this.identities = identities;
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
    Optional<Identity> already = identities.find();
    if (already.isPresent()) {
      return new Enrolment.Already(already.get());
    }
    try {
      StoreAnswer answer = link.enrol(new EnrolmentRequest(Protocol.VERSION, code, agentVersion));
      if (answer.status() == 201) {
        return granted(identities, answer.as(EnrolmentGrant.class), store, clock.instant());
      }
      return answer.status() >= 400 && answer.status() < 500 && answer.isProblem()
          ? new Enrolment.Refused(answer.problemDetail())
          : new Enrolment.Unreachable("it answered " + answer.problemDetail());
    } catch (IOException e) {
      return new Enrolment.Unreachable(e.getMessage());
    }
  }

  /**
   * Takes what a store has granted, over the line or in a file that was carried here.
   *
   * @param identities of a journal that has none yet
   * @param store its address
   */
  public static Enrolment granted(
      Identities identities, EnrolmentGrant grant, URI store, Instant now) {
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
    identities.enrol(identity, grant.series(), grant.backupKey(), now);
    return new Enrolment.Granted(identity);
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
    return DocumentType.madeAtTerminals().stream()
        .filter(type -> !numbered.contains(type))
        .map(type -> "a series for " + type)
        .findFirst();
  }
}
