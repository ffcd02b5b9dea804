/**
 * The single writer: one thread through which every change to the books passes, many at a time in
 * one durable commit. It knows commands, not what they are about.
 */
package io.tillstream.store.writer;
