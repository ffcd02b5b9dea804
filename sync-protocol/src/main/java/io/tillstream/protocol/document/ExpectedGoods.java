package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.identity.StoreId;

/**
 * Goods that a store counts on because it has sold them: an open order. It moves nothing by itself.
 *
 * @param item its code
 * @param quantityThousandths how much
 * @param from the store that is asked to send them; null when a supplier is to deliver
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExpectedGoods(String item, long quantityThousandths, StoreId from) {}
