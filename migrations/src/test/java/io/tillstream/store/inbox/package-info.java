/** A stand-in for what the scripts name. */
package io.tillstream.store.inbox;
