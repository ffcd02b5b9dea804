/**
 * What the tills sell: a file of real invoices, or a made-up day, as the requests a till app makes,
 * and what must be on the shelves afterwards. Nothing here runs or asks a program.
 */
package io.tillstream.endtoend.trade;
