package io.tillstream.store.transfer;

import io.tillstream.store.own.ReadGoods;
import java.util.List;

/**
 * What leaves for another store.
 *
 * @param id of the transfer, where the chain's people give one; else the store does
 * @param store where it goes to
 * @param reference of whoever dispatches; a second request under it makes no second dispatch
 * @param from where it leaves: the shop floor when nobody says
 * @param lines what leaves
 */
public record DispatchBody(
    String id, String store, String reference, String from, List<ReadGoods.LineBody> lines) {}
