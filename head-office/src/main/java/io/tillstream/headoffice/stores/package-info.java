/**
 * The stores head office knows, and the credentials they show. What they send is not looked at
 * here.
 */
package io.tillstream.headoffice.stores;
