/**
 * Files from which terminals begin: the store runs a terminal of its own, which follows the change
 * feed as they do, and hands out copies of its replica. Nothing here changes the books or holds up
 * whoever does.
 */
package io.tillstream.store.snapshot;
