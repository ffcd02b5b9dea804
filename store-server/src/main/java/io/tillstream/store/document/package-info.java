/**
 * The documents that the store holds: how they are kept, parked, released and shown. How they come
 * in is another feature's business.
 */
package io.tillstream.store.document;
