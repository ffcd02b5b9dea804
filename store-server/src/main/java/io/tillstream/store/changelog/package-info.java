/**
 * What a row of the store's ordered record of changes is about and looks like. Who appends rows and
 * who reads them are features of their own.
 */
package io.tillstream.store.changelog;
