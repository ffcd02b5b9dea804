/**
 * How a machine becomes a terminal: an administrator's one-time code against a credential, an epoch
 * and the series to number documents with.
 */
package io.tillstream.store.enrolment;
