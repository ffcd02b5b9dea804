/** Where the time comes from. Nothing here decides by it. */
package io.tillstream.headoffice.clock;
