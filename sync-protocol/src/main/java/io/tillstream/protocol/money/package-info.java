/**
 * Amounts and quantities as exact scaled integers, and the one rounding rule. No floating point, no
 * formatting for screens beyond plain decimals.
 */
package io.tillstream.protocol.money;
