/** What texts may hold that people type and programs pass on. Knows nothing of the shop. */
package io.tillstream.protocol.text;
