package io.tillstream.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.agent.escrow.StockLeases;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.series.Leases;
import io.tillstream.agent.series.SeriesBook;
import io.tillstream.agent.sync.Verification;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How this terminal is doing.
 *
 * @param store the shop
 * @param terminal the till position
 * @param epoch the life of its journal
 * @param last the last document made
 * @param pending documents that the store is not known to hold
 * @param oldestPending when the oldest of them was recorded, or absent
 * @param epochs the lives of its journal, the oldest first
 * @param acknowledged how far documents have come
 * @param parked documents that the store has parked
 * @param link {@code online} or {@code offline}
 * @param poke {@code connected} while the store says by itself when something is new, else {@code
 *     polling}
 * @param credential {@code valid}, or {@code refused} when the store does not know it any more
 * @param identity whether the journal may go on under its name: {@code ok}, {@code unproven} while
 *     it waits for the store's word, {@code restored}, {@code forked} or {@code copied}
 * @param witness {@code agrees}, {@code journal-behind}, {@code missing} or {@code foreign}
 * @param upload {@code ready}, {@code resting} after a failure, or {@code forked}: the store holds
 *     another history, nothing is sent any more
 * @param trouble what a person should know, or absent
 * @param lastContact when the store was last heard, or absent
 * @param skewMillis terminal clock minus store clock, or absent
 * @param catalogue what is known of items, or absent before the first checkpoint
 * @param verification what the last comparison of it with the store's found, or absent before one
 * @param businessDay where the terminal stands in the calendar of its shop
 * @param series where the numbers stand, this year and the next
 * @param leases what is left of each shared range
 * @param scarce what may be sold of each scarce item
 * @param purge how far documents were deleted here after head office had them
 * @param disk room
 * @param version of this program
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
    StoreId store,
    TerminalId terminal,
    int epoch,
    Last last,
    long pending,
    Instant oldestPending,
    List<Epochs.Standing> epochs,
    Acknowledged acknowledged,
    long parked,
    String link,
    String poke,
    String credential,
    String identity,
    String witness,
    String upload,
    String trouble,
    Instant lastContact,
    Long skewMillis,
    Known catalogue,
    Verification verification,
    Business businessDay,
    List<SeriesBook.Standing> series,
    List<Leases.Standing> leases,
    List<StockLeases.Standing> scarce,
    Purge purge,
    Disk disk,
    String version) {

  /** The business date that is open, and the last that was closed; either may be absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Business(LocalDate open, LocalDate closed) {}

  /** The last document: its place and the hash of all up to it. */
  public record Last(long n, String hash) {}

  /** The last n that each tier holds durably. */
  public record Acknowledged(long store, long headOffice) {}

  /**
   * The replica's checkpoint.
   *
   * @param checkpointAt when something new came last, by the store's clock
   * @param asOf when the store last said that this is all it has, by its clock
   * @param ageSeconds since then, whatever this terminal's clock says
   */
  public record Known(
      String incarnation,
      long seq,
      long items,
      Instant checkpointAt,
      Instant asOf,
      long ageSeconds) {}

  /**
   * What is kept.
   *
   * @param purgedTo n of the last document that was deleted; 0 when none was
   * @param keptFrom when the oldest one that is kept was recorded, or absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Purge(long purgedTo, Instant keptFrom) {}

  /** Room on the disk; the reserve is {@code held} or {@code used}. */
  public record Disk(long freeBytes, String reserve) {}
}
