/** How the store's API cuts long answers into pages. */
package io.tillstream.store.page;
