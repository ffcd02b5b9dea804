/** What is on hand where, as people and programs read it. Nothing is booked here. */
package io.tillstream.headoffice.stock;
