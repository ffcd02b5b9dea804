/**
 * Stock conflicts as cases: found at the end of each batch of the writer, shown with why they came
 * about, and settled by documents. What a case is and what its settlements do is decided in the
 * protocol, not here.
 */
package io.tillstream.store.conflict;
