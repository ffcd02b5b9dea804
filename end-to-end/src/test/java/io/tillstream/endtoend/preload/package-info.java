/** Small libraries in C that are preloaded into programs, to change what the system tells them. */
package io.tillstream.endtoend.preload;
