/** How a program that cannot start says so. What each program needs for its start is its own. */
package io.tillstream.platform.start;
