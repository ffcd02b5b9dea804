/**
 * Every tier's books as its program tells them, their comparison, and their export. Nothing here
 * knows what was sent to the programs, except where it says so.
 */
package io.tillstream.endtoend.books;
