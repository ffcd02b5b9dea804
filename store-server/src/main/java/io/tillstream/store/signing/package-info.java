/**
 * The store's own key, by which others know what came from it. Nothing here knows what is signed.
 */
package io.tillstream.store.signing;
