/**
 * Gives a store back what it has lost: the documents that head office holds of it, as the store
 * once decided on them. Reads only; whose documents they are is said by the store's credential.
 */
package io.tillstream.headoffice.giveback;
