package io.tillstream.agent.catalogue;

import io.tillstream.protocol.money.UnitPrice;

/**
 * What the terminal knows of an item.
 *
 * @param code compared exactly: {@code 85123A} and {@code 85123a} are two items
 * @param description or null
 * @param price tax included, or null when the catalogue has none
 * @param taxCode or null
 * @param taxRateBasisPoints or null when the code has no rate here
 * @param stocked whether goods move when it is sold
 */
public record Item(
    String code,
    String description,
    UnitPrice price,
    String taxCode,
    Integer taxRateBasisPoints,
    boolean stocked) {}
