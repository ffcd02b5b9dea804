/**
 * How terminals number: templates, ranges that are lent, and the report that proves each number.
 * Nothing here numbers a document.
 */
package io.tillstream.store.series;
