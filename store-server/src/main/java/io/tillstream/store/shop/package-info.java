/** Which shop this is. Nothing here changes while the program runs. */
package io.tillstream.store.shop;
