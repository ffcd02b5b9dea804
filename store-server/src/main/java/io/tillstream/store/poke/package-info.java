/**
 * Tells terminals at once that there is something to fetch. Only that: what is new they fetch
 * themselves, and a lost poke costs time, never data.
 */
package io.tillstream.store.poke;
