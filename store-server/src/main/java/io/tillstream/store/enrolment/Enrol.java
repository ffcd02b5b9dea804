package io.tillstream.store.enrolment;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.security.Credential;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.series.Series;
import io.tillstream.protocol.wire.EnrolmentGrant;
import io.tillstream.protocol.wire.FormerLife;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.Versions;
import io.tillstream.store.fleet.ClosedEpochs;
import io.tillstream.store.fleet.IssuedCredential;
import io.tillstream.store.fleet.Terminal;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.series.SeriesTemplates;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.signing.StoreKey;
import io.tillstream.store.writer.Fence;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Issues codes and exchanges them. Thread-safe. */
@Singleton
class Enrol {

  private final Shop shop;
  private final Writer writer;
  private final Fence fence;
  private final Clock clock;
  private final EnrolmentConfig config;
  private final StoreKey key;
  private final ClosedEpochs closedEpochs;
  private final SeriesTemplates templates;
  private final Restoration restoration;
  private final WrongCodes wrongCodes;

  Enrol(
      Shop shop,
      Writer writer,
      Fence fence,
      Clock clock,
      EnrolmentConfig config,
      StoreKey key,
      ClosedEpochs closedEpochs,
      SeriesTemplates templates,
      Restoration restoration) {
    this.restoration = restoration;
    this.templates = templates;
    this.key = key;
    this.closedEpochs = closedEpochs;
    this.shop = shop;
    this.writer = writer;
    this.fence = fence;
    this.clock = clock;
    this.config = config;
    wrongCodes = new WrongCodes(config.wrongCodesPerMinute(), clock);
  }

  /**
   * A code as it is shown, once.
   *
   * @param terminal what its bearer becomes
   * @param code to be typed in
   * @param expiresAt when it is of no use any more
   */
  record IssuedCode(TerminalId terminal, String code, Instant expiresAt) {}

  /** Makes a code, and the terminal when it is new. */
  @Transactional
  IssuedCode issue(TerminalId id) {
    long now = clock.millis();
    makeIfNew(id, now);
    EnrolmentCode.expireUnused(id.value(), now);
    String text = CodeText.make();
    EnrolmentCode code = new EnrolmentCode();
    code.codeHash = CodeText.hash(text);
    code.terminal = id.value();
    code.createdAtMillis = now;
    code.expiresAtMillis = now + config.codeLife().toMillis();
    code.persistAndFlush();
    fence.hold(); // I17
    return new IssuedCode(id, text, Instant.ofEpochMilli(code.expiresAtMillis));
  }

  private static void makeIfNew(TerminalId id, long now) {
    if (Terminal.findById(id.value()) == null) {
      Terminal terminal = new Terminal();
      terminal.id = id.value();
      terminal.createdAtMillis = now;
      terminal.persist();
    }
  }

  /**
   * Exchanges a code: a new epoch, a new credential, and the former one is withdrawn. The epoch
   * before is closed: nothing is added to it but what its terminal still brings home.
   *
   * @param previous what the machine knows of the epoch it leaves, or null
   * @param version of the protocol that the machine speaks
   * @throws ProblemException {@code enrolment-code-unknown}, {@code -used}, {@code -expired}, or
   *     {@code too-many-requests} after too many wrong ones
   */
  @Transactional
  EnrolmentGrant exchange(int version, String typed, String agentVersion, FormerLife previous) {
    Duration rest = wrongCodes.rest();
    if (rest.isPositive()) {
      throw ProblemException.of(
              ProblemCode.TOO_MANY_REQUESTS, "there were too many wrong codes; wait a little")
          .retryAfter(rest);
    }
    long now = clock.millis();
    byte[] codeHash = CodeText.hash(typed);
    EnrolmentCode code = EnrolmentCode.findById(codeHash);
    if (code == null) {
      wrongCodes.note();
      throw ProblemException.of(ProblemCode.ENROLMENT_CODE_UNKNOWN, "no such code was issued");
    }
    if (code.usedAtMillis == null && code.expiresAtMillis <= now) {
      throw ProblemException.of(
          ProblemCode.ENROLMENT_CODE_EXPIRED, "the code was good until its time; issue a new one");
    }
    if (code.usedAtMillis != null || !EnrolmentCode.use(codeHash, now)) {
      throw ProblemException.of(
          ProblemCode.ENROLMENT_CODE_USED, "the code was used before; issue a new one");
    }
    requireSameTerminal(code.terminal, previous);
    closeEpoch(code.terminal, previous, now);
    return grant(version, code.terminal, agentVersion, lastEpoch(code.terminal, previous), now);
  }

  /**
   * Makes a machine that is not here a terminal: a new epoch, a new credential.
   *
   * @param replacing whether a credential that is good now may be withdrawn
   * @throws ProblemException {@code terminal-enrolled} when that is needed and not allowed
   */
  @Transactional
  EnrolmentGrant grantTo(TerminalId id, boolean replacing) {
    makeIfNew(id, clock.millis());
    if (!replacing && IssuedCredential.isOneGood(id.value())) {
      throw ProblemException.of(
          ProblemCode.TERMINAL_ENROLLED,
          id + " is enrolled and may be at work; it would be cut off from this store");
    }
    closeEpoch(id.value(), null, clock.millis());
    return grant(Protocol.VERSION, id.value(), null, lastEpoch(id.value(), null), clock.millis());
  }

  /** A directory stays the terminal it was: under another name its documents would be nobody's. */
  private void requireSameTerminal(String id, FormerLife previous) {
    if (previous != null && !previous.stream().startsWith(shop.id() + "/" + id + "/")) {
      throw ProblemException.of(
              ProblemCode.INVALID_FIELD,
              "the directory was %s before, and the code is for %s/%s; a terminal of another name"
                      .formatted(previous.stream(), shop.id(), id)
                  + " gets a directory of its own")
          .field("previous.stream", "is of another terminal than the code");
    }
  }

  private void closeEpoch(String id, FormerLife previous, long now) {
    int last = Terminal.<Terminal>findById(id).epoch;
    int told = toldEpoch(previous);
    if (last > 0) {
      close(id, last, told == last ? previous : null, now);
    }
    if (told > last) {
      close(id, told, previous, now); // a database that was restored has forgotten it
    }
  }

  private void close(String id, int epoch, FormerLife left, long now) {
    DocumentStream closing = new DocumentStream(shop.id(), new TerminalId(id), epoch);
    closedEpochs.close(
        closing,
        now,
        writer.published().of(closing).position(),
        left == null ? null : left.head().position(),
        left == null ? null : left.witness());
  }

  /** The epoch that a machine leaves; 0 when it does not say. */
  private static int toldEpoch(FormerLife previous) {
    String told =
        previous == null ? "" : previous.stream().substring(previous.stream().lastIndexOf('/') + 1);
    return told.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(told) : 0;
  }

  /**
   * The last epoch that this terminal may have had (I2): a database that was restored from a backup
   * has forgotten those that were granted since.
   */
  private int lastEpoch(String id, FormerLife previous) {
    int held =
        writer.published().streams().keySet().stream()
            .filter(stream -> stream.terminal().value().equals(id))
            .mapToInt(DocumentStream::epoch)
            .max()
            .orElse(0);
    return Math.max(Math.max(held, spent()), toldEpoch(previous));
  }

  private int spent() {
    try {
      return restoration.epochsSpent();
    } catch (SQLException e) {
      throw new IllegalStateException("which epochs were granted cannot be read", e);
    }
  }

  private EnrolmentGrant grant(
      int version, String id, String agentVersion, int lastEpoch, long now) {
    Terminal terminal = Terminal.findById(id);
    IssuedCredential.revokeAll(id, now);
    terminal.epoch = Math.max(terminal.epoch, lastEpoch) + 1;
    terminal.enrolledAtMillis = now;
    terminal.revokedAtMillis = null;
    terminal.agentVersion = agentVersion;
    String secret = Credential.generate();
    IssuedCredential credential = new IssuedCredential();
    credential.hash = Credential.hash(secret);
    credential.terminal = id;
    credential.epoch = terminal.epoch;
    credential.issuedAtMillis = now;
    credential.persistAndFlush();
    fence.hold(); // I17
    return new EnrolmentGrant(
        version,
        shop.id(),
        new TerminalId(id),
        terminal.epoch,
        secret,
        shop.currency().getCurrencyCode(),
        writer.published().incarnation(),
        series(version, new TerminalId(id)),
        key.publicKey());
  }

  /** A program of version 1 knows one series per type, and fewer types. */
  private List<Series> series(int version, TerminalId terminal) {
    try {
      return templates.of(terminal).stream()
          .filter(each -> Versions.isTold(version, each))
          .toList();
    } catch (SQLException e) {
      throw new IllegalStateException("the series templates cannot be read", e);
    }
  }
}
