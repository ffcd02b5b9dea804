/**
 * Lets a terminal compare what it holds with what the store's own terminal holds, and fetch just
 * the part that differs.
 */
package io.tillstream.store.compare;
