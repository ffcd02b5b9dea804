/**
 * Stock conflicts: what each kind is made of, when one begins and ends, why it came about in plain
 * words, and what a person may choose. Pure; what was found out about it comes in as an argument.
 */
package io.tillstream.protocol.conflict;
