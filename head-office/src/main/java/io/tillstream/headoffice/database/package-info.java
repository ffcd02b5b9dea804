/** Transactions on head office's database. No SQL about stores or documents belongs here. */
package io.tillstream.headoffice.database;
