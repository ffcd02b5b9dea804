/**
 * The lives of the change log: how the store finds out that its database was restored from a
 * backup, and begins another life, so that nothing that was lost is mistaken for something else.
 * Who brings back what was lost is other features' business.
 */
package io.tillstream.store.incarnation;
