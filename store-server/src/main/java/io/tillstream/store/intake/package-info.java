/**
 * Takes in what terminals upload: from bytes to a verdict for each document. What becomes of a
 * document afterwards is not decided here.
 */
package io.tillstream.store.intake;
