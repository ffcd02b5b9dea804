/**
 * What replication jobs read: everything that head office's books took in, in the order in which
 * they took it in, from any place on. The order is made here; what is put into the books is not
 * decided here.
 */
package io.tillstream.headoffice.feed;
