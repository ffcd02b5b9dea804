/** Terminals whose clock is wrong, beside programs whose clock is right. */
package io.tillstream.endtoend.clock;
