/**
 * Goods that are kept for customers: the store's own documents say so, and a sale to that customer
 * keeps the promise. What a sale to somebody else does to it is a case.
 */
package io.tillstream.store.promise;
