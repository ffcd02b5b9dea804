package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.equality.StockRow;
import java.util.List;

/**
 * Head office's stock of a store in some buckets, at one moment.
 *
 * @param protocol the version asked for
 * @param incarnation the newest life of the store's change log that it follows
 * @param seq how far it has followed it
 * @param stock what there is, by item
 * @param cutAfter the last item, when there are more than are told; absent when it is all of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldStock(
    int protocol, String incarnation, long seq, List<StockRow> stock, String cutAfter) {

  /** Most rows of an answer; the last item may go over. */
  public static final int ROWS_MAX = 5_000;

  /** Most buckets asked for at once. */
  public static final int ASKED_MAX = 16;
}
