/**
 * A disk that forgets what was not synced, under the real programs and under their databases alone.
 */
package io.tillstream.endtoend.power;
