/**
 * Puts the program together and starts it in the right order, or says in one line why it cannot
 * start.
 */
package io.tillstream.store.start;
