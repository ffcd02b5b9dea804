/**
 * Head office, stores and terminals as running programs, with the few things the demo and the tests
 * ask them to do. What their answers ought to be is not decided here.
 */
package io.tillstream.endtoend.tier;
