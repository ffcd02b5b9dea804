/**
 * Lets a store compare its books with what is held of it here. Reads only; whose books they are is
 * said by the store's credential, and which side is right is not decided here.
 */
package io.tillstream.headoffice.equality;
