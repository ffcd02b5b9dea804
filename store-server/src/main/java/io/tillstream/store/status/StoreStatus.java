package io.tillstream.store.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.incarnation.RestoredStatus;
import io.tillstream.store.uplink.UplinkStatus;
import java.util.List;

/**
 * The store in one look.
 *
 * @param store which
 * @param incarnation of its change log
 * @param head the last change
 * @param feed the last change that terminals fetch, or later: documents that change nothing on
 *     their shelves may follow it
 * @param documents how many it holds
 * @param streams where each terminal's documents stand
 * @param uplink how far head office has them
 * @param log whether its change log is whole
 * @param restored what came back after the database was restored; absent when it never was
 * @param otherPrograms what they change by SQL
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoreStatus(
    StoreId store,
    String incarnation,
    long head,
    long feed,
    DocumentCounts documents,
    List<StreamStatus> streams,
    UplinkStatus uplink,
    LogCheck log,
    RestoredStatus restored,
    OtherPrograms otherPrograms) {

  /**
   * What other programs change by SQL.
   *
   * @param heldBack rows that terminals are not shown, because they make no sense
   * @param takingOver whether a large transaction is being taken over; terminals are shown nothing
   *     new meanwhile
   */
  public record OtherPrograms(long heldBack, boolean takingOver) {}

  /**
   * What a look through the change log has found.
   *
   * @param floor up to which seq it may be thinned out to the newest image of each row
   * @param checkedTo up to which seq it was looked at since the program started
   * @param gap in words where changes are missing, which means that the database is damaged; absent
   *     when none are
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LogCheck(long floor, long checkedTo, String gap) {}

  /**
   * Counted in the books.
   *
   * @param made at terminals
   * @param own made by the store itself
   * @param parked waiting now
   * @param collisions kept beside others whose place they claim, and not settled by a person
   */
  public record DocumentCounts(long made, long own, long parked, long collisions) {}

  /**
   * A terminal's documents.
   *
   * @param terminal whose
   * @param epoch of which life
   * @param n the last
   * @param hash the chain up to it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StreamStatus(TerminalId terminal, int epoch, long n, Hash hash) {}
}
