/** docs/PROTOCOL.md and its example bodies, held against the code. */
package io.tillstream.protocol.specification;
