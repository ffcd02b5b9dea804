/** How lists are asked for, a page at a time. What is listed is said elsewhere. */
package io.tillstream.headoffice.listing;
