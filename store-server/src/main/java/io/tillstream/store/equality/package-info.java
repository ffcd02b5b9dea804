/**
 * Proves that head office, the store and its terminals hold the same, or names the item and the
 * document in which they differ. Reads only, and waits for nobody: who is behind is compared where
 * it stands. What to do about a difference is for a person to decide.
 */
package io.tillstream.store.equality;
