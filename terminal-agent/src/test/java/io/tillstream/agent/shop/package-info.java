/** A small store for tests: it speaks the protocol and keeps what it receives, in memory. */
package io.tillstream.agent.shop;
