/**
 * The line between two programs, which the demo and the tests can cut, slow down and restore. It
 * forwards bytes and knows nothing of what they mean.
 */
package io.tillstream.endtoend.link;
