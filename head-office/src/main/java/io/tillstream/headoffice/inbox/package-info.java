/**
 * What a store sends up becomes what head office holds: once, in order, or not at all. Reading it
 * back is done elsewhere.
 */
package io.tillstream.headoffice.inbox;
