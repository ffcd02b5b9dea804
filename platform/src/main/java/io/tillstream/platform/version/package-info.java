/** Refuses whoever speaks a version of the protocol that this program does not. */
package io.tillstream.platform.version;
