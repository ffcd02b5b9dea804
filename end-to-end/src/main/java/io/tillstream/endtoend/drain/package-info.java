/**
 * Waits until nothing is on its way between the tiers any more, as the programs themselves tell it.
 * Whether they then agree belongs to the books.
 */
package io.tillstream.endtoend.drain;
