package io.tillstream.endtoend.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.endtoend.http.HttpAnswer;
import io.tillstream.endtoend.http.HttpPeer;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * A terminal of its store with nothing but a credential, a journal in memory and connections. One
 * thread may deliver while another fetches.
 */
public final class LightTerminal implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(90);

  /** Every store accepts it. */
  private static final int PROTOCOL = 1;

  private final BareTerminal terminal;
  private final LightJournal journal;
  private final HttpPeer forDocuments;
  private final HttpPeer forChanges;
  private PokeLine poked;
  private String incarnation;
  private long seq;

  private LightTerminal(BareTerminal terminal) {
    this.terminal = terminal;
    journal = new LightJournal(terminal);
    forDocuments = terminal.store().answeringWithin(ANSWER_WITHIN);
    forChanges = terminal.store().answeringWithin(ANSWER_WITHIN);
  }

  /** Enrols a new one. */
  public static LightTerminal at(Store store, TerminalId id) throws IOException {
    return new LightTerminal(BareTerminal.at(store, id, PROTOCOL));
  }

  /** Which stream its documents are. */
  public DocumentStream stream() {
    return terminal.stream();
  }

  /** Makes so many documents; the store does not learn of them yet. */
  public void sells(int documents, String item) {
    for (int i = 0; i < documents; i++) {
      journal.sell(item);
    }
  }

  /** How many documents the store has not confirmed. */
  public int pending() {
    return journal.pending();
  }

  /** Offers all that is pending, once; any status is an answer, and the journal follows it. */
  public HttpAnswer delivers() throws IOException {
    HttpAnswer answer =
        forDocuments.send("POST", "/sync/v1/documents", Protocol.NDJSON, journal.batch());
    if (answer.isSuccess()) {
      journal.acknowledge(answer.json().path("watermark").path("position").asLong());
    }
    return answer;
  }

  /**
   * Tells the store where it stands.
   *
   * @return its answer; 404 of a store that knows no handshakes
   */
  public HttpAnswer shakesHands() throws IOException {
    return forDocuments.post(
        "/sync/v1/handshake",
        """
        {"protocol":3,"schema":{"document":1},"stream":"%s","head":{"position":%d,"hash":"%s"},
         "acknowledged":{"position":0,"hash":"%s"},"session":"%s","agentVersion":"light"}"""
            .formatted(
                terminal.stream(),
                journal.head().position(),
                journal.head().hash(),
                "0".repeat(64),
                UUID.randomUUID()));
  }

  /** Fetches one page of changes from the beginning; any status is an answer. */
  public HttpAnswer fetchesChanges() throws IOException {
    return forChanges.get("/sync/v1/changes?rows=5000");
  }

  /** Fetches what has changed since it last did, to the next checkpoint. */
  public void catchesUp() throws IOException {
    JsonNode page;
    do {
      page =
          forChanges.json(
              incarnation == null
                  ? "/sync/v1/changes"
                  : "/sync/v1/changes?incarnation=%s&after=%d".formatted(incarnation, seq));
      incarnation = page.path("incarnation").asText();
      seq = page.path("to").asLong();
    } while (!page.path("checkpoint").asBoolean());
  }

  /**
   * Fetches a whole snapshot.
   *
   * @return the store's last answer; 404 of a store that has none
   */
  public HttpAnswer fetchesSnapshot() throws IOException {
    HttpAnswer manifest = forChanges.get("/sync/v1/snapshot");
    return manifest.isSuccess()
        ? forChanges.get(
            "/sync/v1/snapshot/files/" + manifest.json().path("compressedSha256").asText())
        : manifest;
  }

  /** Opens a download of the whole snapshot and does not read it. */
  public StalledDownload stallsInSnapshot() throws IOException {
    return StalledDownload.open(terminal.port(), terminal.credential(), snapshotFile());
  }

  /** Where the whole snapshot is to be had; the store has made one when this returns. */
  public String snapshotFile() throws IOException {
    HttpAnswer manifest = forChanges.get("/sync/v1/snapshot").orRefused();
    return "/sync/v1/snapshot/files/" + manifest.json().path("compressedSha256").asText();
  }

  /** Lets the store poke it from now on; whether the store does. */
  public boolean listens() throws IOException {
    poked = PokeLine.open(terminal.port(), terminal.credential());
    return poked.isHeld();
  }

  /** Whether the store still holds its line. */
  public boolean isListening() {
    return poked != null && poked.isHeld();
  }

  /** How often it was poked. */
  public int pokes() {
    return poked == null ? 0 : poked.pokes();
  }

  @Override
  public void close() {
    forDocuments.close();
    forChanges.close();
    if (poked != null) {
      poked.close();
    }
  }
}
