package io.tillstream.store.goods;

import io.tillstream.store.own.ReadGoods;
import java.util.List;

/**
 * What moved.
 *
 * @param reference of whoever moved it; a second request under it makes no second movement
 * @param from where it left
 * @param to where it arrived
 * @param reason why; needed where goods are scrapped, missing or found
 * @param lines what moved
 */
public record StockMovementBody(
    String reference, String from, String to, String reason, List<ReadGoods.LineBody> lines) {}
