/** How far every store has come. Counts what is held; changes nothing. */
package io.tillstream.headoffice.status;
