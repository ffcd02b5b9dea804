/**
 * Who may call: machines by a bearer credential, administrators by a password. What they may do is
 * said where it is done.
 */
package io.tillstream.platform.security;
