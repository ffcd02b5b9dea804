/**
 * What the chain's goods are worth, by legal entity. Follows the feed like a job does, in its order
 * and with a cursor of its own; what a movement does to a value is decided in the protocol's
 * valuation. Nothing of the books is written here, and the inbox knows nothing of it.
 */
package io.tillstream.headoffice.valuation;
