/** Transfers between the stores of the chain, as the documents of both sides say. */
package io.tillstream.headoffice.transfers;
