package io.tillstream.store.goods;

import io.tillstream.store.own.ReadGoods;
import java.util.List;

/**
 * What arrived.
 *
 * @param reference the delivery note's; a second request under it makes no second receipt
 * @param to where it went: the shop floor when nobody says
 * @param lines what came
 */
public record GoodsReceiptBody(String reference, String to, List<ReadGoods.LineBody> lines) {}
