package io.tillstream.store.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * An item as the API shows it.
 *
 * @param item its code, compared exactly
 * @param description what the receipt says
 * @param price decimal, tax included; absent when it has none
 * @param taxCode absent when it has none
 * @param taxRate percent; absent when the code has none
 * @param stocked whether goods move when it is sold
 * @param barcodes what the scanner reads
 * @param group that policies know it by; absent when it is of none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Item(
    String item,
    String description,
    String price,
    String taxCode,
    String taxRate,
    boolean stocked,
    List<String> barcodes,
    String group) {}
