/** How a service reaches its database. No SQL and nothing about shops belongs here. */
package io.tillstream.platform.database;
