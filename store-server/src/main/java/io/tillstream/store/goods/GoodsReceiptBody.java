package io.tillstream.store.goods;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What arrived.
 *
 * @param reference the delivery note's; a second request under it makes no second receipt
 * @param lines what came
 */
public record GoodsReceiptBody(String reference, List<LineBody> lines) {

  /**
   * One item.
   *
   * @param item its code
   * @param quantity decimal text or number
   */
  public record LineBody(String item, JsonNode quantity) {}
}
