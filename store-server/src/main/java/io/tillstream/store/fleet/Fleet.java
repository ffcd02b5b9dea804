package io.tillstream.store.fleet;

import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Fence;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The terminals and what is known of them now. Thread-safe. */
@Singleton
public class Fleet {

  private final Shop shop;
  private final Writer writer;
  private final Fence fence;
  private final Contacts contacts;
  private final ClosedEpochs closedEpochs;
  private final Clock clock;

  Fleet(
      Shop shop,
      Writer writer,
      Fence fence,
      Contacts contacts,
      ClosedEpochs closedEpochs,
      Clock clock) {
    this.closedEpochs = closedEpochs;
    this.shop = shop;
    this.writer = writer;
    this.fence = fence;
    this.contacts = contacts;
    this.clock = clock;
  }

  /** All of them, by name. */
  @Transactional
  public List<TerminalState> terminals() {
    Published published = writer.published();
    Map<TerminalId, ClosedEpochs.Refusal> refused = closedEpochs.refused();
    return Terminal.byName().stream()
        .map(terminal -> state(terminal, published, refused.get(new TerminalId(terminal.id))))
        .toList();
  }

  /** How a terminal said that it stands, since the program started. */
  public TerminalSaid said(TerminalId terminal) {
    return contacts.of(terminal).map(Contact::said).orElse(TerminalSaid.NOTHING);
  }

  /**
   * Withdraws a terminal's credential.
   *
   * @return false when there is no such terminal
   */
  @Transactional
  boolean revoke(TerminalId id) {
    Terminal terminal = Terminal.findById(id.value());
    if (terminal == null) {
      return false;
    }
    terminal.revokedAtMillis = clock.millis();
    IssuedCredential.revokeAll(id.value(), clock.millis());
    IssuedCredential.flush();
    fence.hold(); // I17
    return true;
  }

  private static String inWords(HandshakeReason reason) {
    return switch (reason) {
      case RESTORED -> "restored";
      case PARTED, AGREES -> "forked";
      case COPIED -> "copied";
    };
  }

  private TerminalState state(
      Terminal terminal, Published published, ClosedEpochs.Refusal refusal) {
    TerminalId id = new TerminalId(terminal.id);
    Contact contact = contacts.of(id).orElseGet(() -> writtenDown(terminal));
    long documents =
        terminal.epoch == 0
            ? 0
            : published.of(new DocumentStream(shop.id(), id, terminal.epoch)).position();
    return new TerminalState(
        id,
        terminal.epoch,
        instant(terminal.enrolledAtMillis),
        instant(terminal.revokedAtMillis),
        contact == null ? null : instant(contact.atMillis()),
        contact == null ? null : contact.pending(),
        contact == null ? null : instant(contact.oldestPendingMillis()),
        contact == null ? null : contact.agentVersion(),
        contact == null ? null : contact.skewMillis(),
        refusal == null ? "ok" : inWords(refusal.reason()),
        refusal == null ? null : refusal.at(),
        documents);
  }

  private static Contact writtenDown(Terminal terminal) {
    return terminal.lastContactMillis == null
        ? null
        : new Contact(
            terminal.lastContactMillis,
            terminal.pending,
            terminal.oldestPendingMillis,
            terminal.agentVersion,
            terminal.skewMillis);
  }

  private static Instant instant(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
