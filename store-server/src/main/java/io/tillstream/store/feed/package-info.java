/**
 * The pages of changes that terminals fetch: the newest state of what changed after their cursor.
 * Only what is published is shown.
 */
package io.tillstream.store.feed;
