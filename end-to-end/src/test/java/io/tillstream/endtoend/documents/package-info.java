/** Holds the documents to the code: what they name exists, and what exists is named. */
package io.tillstream.endtoend.documents;
