/**
 * The programs that read head office's books, and the credentials they show. What they are told is
 * not looked at here.
 */
package io.tillstream.headoffice.jobs;
