/** Whether messages are what docs/schema says of them. */
package io.tillstream.platform.schema;
