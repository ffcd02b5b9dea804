/**
 * What head office owns and stores follow: items, barcodes, prices, tax rates and settings, for the
 * chain, a region or one store. Each scope has its own log. What a store makes of it is the
 * store's.
 */
package io.tillstream.headoffice.reference;
