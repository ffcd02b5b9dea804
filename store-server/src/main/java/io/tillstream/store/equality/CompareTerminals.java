package io.tillstream.store.equality;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.Findings;
import io.tillstream.store.equality.TerminalProof.Differed;
import io.tillstream.store.equality.TerminalProof.DocumentDifference;
import io.tillstream.store.equality.TerminalProof.Documents;
import io.tillstream.store.equality.TerminalProof.Replica;
import io.tillstream.store.equality.TerminalProof.Verified;
import io.tillstream.store.fleet.Fleet;
import io.tillstream.store.fleet.TerminalSaid;
import io.tillstream.store.fleet.TerminalState;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what each terminal said of itself when it last called with the store's books. A terminal
 * compares its reference data by itself, and says what it found. Thread-safe.
 */
final class CompareTerminals {

  // Whatever else a terminal says of a difference, it may still be there.
  private static final Set<String> SOUND = Set.of("agrees", "repaired");

  private final Shop shop;
  private final Writer writer;
  private final Fleet fleet;
  private final OwnStream own;

  CompareTerminals(Shop shop, Writer writer, Fleet fleet, OwnStream own) {
    this.shop = shop;
    this.writer = writer;
    this.fleet = fleet;
    this.own = own;
  }

  /** The terminals that are enrolled, by name. */
  List<TerminalProof> compare() throws SQLException {
    List<TerminalProof> all = new ArrayList<>();
    for (TerminalState terminal : fleet.terminals()) {
      if (terminal.epoch() > 0 && terminal.revokedAt() == null) {
        TerminalSaid told = fleet.said(terminal.terminal());
        TerminalSaid said = told.epoch() == terminal.epoch() ? told : TerminalSaid.NOTHING;
        all.add(
            new TerminalProof(
                terminal.terminal(),
                terminal.epoch(),
                terminal.lastContact(),
                documents(
                    new DocumentStream(shop.id(), terminal.terminal(), terminal.epoch()), said),
                replica(said)));
      }
    }
    return List.copyOf(all);
  }

  private Documents documents(DocumentStream stream, TerminalSaid said) throws SQLException {
    long held = writer.published().of(stream).position();
    Watermark head = said.head();
    List<DocumentDifference> differences = differences(stream, said);
    if (head == null) {
      return new Documents(
          differences.isEmpty() ? Standing.NOT_REPORTED : Standing.DIFFERS,
          null,
          held,
          differences);
    }
    Standing state;
    if (!differences.isEmpty()) {
      state = Standing.DIFFERS;
    } else if (head.position() > held) {
      state = Standing.BEHIND;
    } else if (head.position() > 0
        && own.place(stream.at(head.position()))
            .filter(place -> place.hash().equals(head.hash()))
            .isEmpty()) {
      state = Standing.DIFFERS;
    } else {
      state = head.position() == held ? Standing.EQUAL : Standing.AGREED;
    }
    return new Documents(state, head.position(), held, differences);
  }

  /** What the terminal found, as far as it is still so in the store. */
  private List<DocumentDifference> differences(DocumentStream stream, TerminalSaid said)
      throws SQLException {
    List<DocumentDifference> differences = new ArrayList<>();
    if (said.documents() == null) {
      return differences;
    }
    for (Findings.Document document : said.documents()) {
      Optional<OwnStream.Place> place = own.place(stream.at(document.n()));
      Hash here = place.map(OwnStream.Place::hash).orElse(null);
      if (!Objects.equals(here, document.terminal())) {
        differences.add(
            new DocumentDifference(
                stream.at(document.n()).toString(),
                place.map(OwnStream.Place::number).orElse(document.number()),
                document.terminal(),
                here,
                document.terminal() == null
                    ? "missing at the terminal"
                    : here == null
                        ? "missing in the store"
                        : "another document at the terminal; each one after it follows from it"));
      }
    }
    return differences;
  }

  private Replica replica(TerminalSaid said) {
    Published shown = writer.shown();
    Cursor cursor = said.cursor();
    TerminalSaid.Verification told = said.verification();
    Verified verified =
        told == null || !shown.incarnation().equals(told.at().incarnation())
            ? null
            : new Verified(
                told.when(), told.at().seq(), told.result(), told.differing(), told.thorough());
    TerminalSaid.Rows rows = said.rows();
    Differed differed =
        rows == null || !shown.incarnation().equals(rows.at().incarnation())
            ? null
            : new Differed(rows.when(), rows.at().seq(), rows.rows(), rows.more());
    if (cursor == null) {
      return new Replica(Standing.NOT_REPORTED, null, null, verified, differed);
    }
    boolean ofThisLife = shown.incarnation().equals(cursor.incarnation());
    long seq = ofThisLife ? cursor.seq() : 0;
    // What came after the last change that terminals fetch is nothing to them.
    long behindBy = seq >= shown.fed() ? 0 : shown.seq() - seq;
    return new Replica(
        state(verified, Math.min(seq, shown.fed()), behindBy), seq, behindBy, verified, differed);
  }

  /**
   * How a replica stands.
   *
   * @param stands the last change that it has fetched
   */
  private static Standing state(Verified verified, long stands, long behindBy) {
    boolean isSound = verified != null && SOUND.contains(verified.result());
    if (verified != null && !isSound && verified.differing() > 0) {
      return Standing.DIFFERS;
    }
    if (!isSound) {
      return Standing.NOT_REPORTED;
    }
    if (verified.seq() < stands) {
      return Standing.AGREED;
    }
    return behindBy > 0 ? Standing.BEHIND : Standing.EQUAL;
  }
}
