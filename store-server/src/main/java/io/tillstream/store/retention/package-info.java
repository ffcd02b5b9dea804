/**
 * How long the change log is kept whole. What is older is thinned out to the newest image of each
 * row, a little at a time; who was away for longer begins anew.
 */
package io.tillstream.store.retention;
