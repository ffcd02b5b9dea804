/** A small language to say what happens in a shop, for the tests. */
package io.tillstream.store;
