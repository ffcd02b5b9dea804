/**
 * What a person does about documents that are kept and not booked: look at them by their causes,
 * try again, or decide that they stay so.
 */
package io.tillstream.store.parked;
