package io.tillstream.store.catalogue;

import io.tillstream.protocol.money.UnitPrice;
import java.util.List;

/**
 * What is to become of one item; a column that the change as a whole does not give is of no meaning
 * here.
 *
 * @param line where it stands in the file, from 1; 0 when it came by itself
 * @param item its code
 * @param description what the receipt says
 * @param price of one unit, or null for none
 * @param taxCode or null for none
 * @param stocked whether goods move when it is sold
 * @param barcodes all of them
 * @param group that it is of, or null for none
 */
record ItemChange(
    int line,
    String item,
    String description,
    UnitPrice price,
    String taxCode,
    boolean stocked,
    List<String> barcodes,
    String group) {}
