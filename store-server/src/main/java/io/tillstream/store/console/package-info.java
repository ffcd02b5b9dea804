/** Pages for people in the back office. They show and never decide. */
package io.tillstream.store.console;
