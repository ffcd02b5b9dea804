/**
 * Stock as a fold over double-entry movements: which movements a document makes, and what is on
 * hand after any set of them. No storage; order, repetition and delay cannot change a result (I7).
 */
package io.tillstream.protocol.stock;
