/**
 * Carries the store's facts up to head office, from the change log, in order, until they are
 * confirmed. Nothing here changes the books.
 */
package io.tillstream.store.uplink;
