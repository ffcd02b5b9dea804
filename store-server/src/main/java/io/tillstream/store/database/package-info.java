/** What Hibernate must be told about the two databases. No SQL of a feature belongs here. */
package io.tillstream.store.database;
