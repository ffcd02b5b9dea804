package io.tillstream.store.transfer;

import io.tillstream.store.own.ReadGoods;
import java.util.List;

/**
 * What has come from another store.
 *
 * @param store where it comes from; may be left out when the transfer is known here
 * @param reference of whoever receives; a second request under it makes no second receipt
 * @param to where it goes: the shop floor when nobody says
 * @param part true when more is to come
 * @param lines what has come
 */
public record ReceiptBody(
    String store, String reference, String to, Boolean part, List<ReadGoods.LineBody> lines) {}
