/** The documents head office holds, as people and programs read them. Nothing is changed here. */
package io.tillstream.headoffice.documents;
