/** The command line. What a command does is in a package of its own. */
package io.tillstream.endtoend;
