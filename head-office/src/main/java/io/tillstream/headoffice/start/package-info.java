/** The program's first step. What it opens and serves belongs to its features. */
package io.tillstream.headoffice.start;
