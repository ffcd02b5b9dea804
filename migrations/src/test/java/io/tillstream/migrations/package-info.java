/**
 * Proof that the scripts mean the same on every database they are meant for. No shop logic is
 * tested here.
 */
package io.tillstream.migrations;
