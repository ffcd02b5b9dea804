/**
 * What goods are worth: moving average cost, a legal entity at a time, in the one order in which
 * head office took the documents in. Quantities do not depend on an order; averages do. Decides
 * only; where the figures are kept is not known here.
 */
package io.tillstream.protocol.valuation;
