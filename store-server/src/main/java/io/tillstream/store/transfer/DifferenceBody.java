package io.tillstream.store.transfer;

import io.tillstream.store.own.ReadGoods;
import java.util.List;

/**
 * Goods of a transfer that will not come any more, or that were too many.
 *
 * @param reference of whoever settles; a second request under it changes nothing
 * @param kind {@code missing} or {@code found}
 * @param reason why
 * @param lines what is missing, or too many
 */
public record DifferenceBody(
    String reference, String kind, String reason, List<ReadGoods.LineBody> lines) {}
