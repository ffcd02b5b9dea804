/**
 * Document numbers: how a terminal's series turns a counter into what is printed. The counter lives
 * in the terminal's database; nothing here stores.
 */
package io.tillstream.protocol.series;
