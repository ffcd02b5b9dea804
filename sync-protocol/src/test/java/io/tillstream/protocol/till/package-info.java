/** A small shop language for tests: tills that make documents. No assertions. */
package io.tillstream.protocol.till;
