package io.tillstream.protocol.stock;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;

/**
 * A quantity of an item from one location to another. Identified by its document and line, so that
 * a set of movements never holds one twice.
 *
 * @param document what caused it
 * @param line index of the line, from 0
 * @param from where it leaves
 * @param to where it arrives
 * @param item the item's code
 * @param quantity how much
 */
public record Movement(
    DocumentKey document, int line, Location from, Location to, String item, Quantity quantity) {

  /** What this movement does to the quantity at a location. */
  public Quantity effectAt(Location location) {
    Quantity arriving = location == to ? quantity : Quantity.ZERO;
    return location == from ? arriving.plus(quantity.negated()) : arriving;
  }
}
