package io.tillstream.endtoend.speed;

/**
 * What was measured in a scratch store.
 *
 * @param sale one sale
 * @param firstDrain of a store server that has just started
 * @param drain of one that is warm
 */
public record Speed(SaleSpeed sale, DrainSpeed firstDrain, DrainSpeed drain) {}
