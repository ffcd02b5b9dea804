/**
 * How two tiers find out whether they hold the same: sums of stock that are equal where the stock
 * is, and digests of documents, block by block, that lead to the one that is missing or extra. Says
 * nothing of how the rows are read or carried.
 */
package io.tillstream.protocol.equality;
