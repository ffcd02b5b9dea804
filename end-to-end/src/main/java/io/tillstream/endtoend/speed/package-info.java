/**
 * Measurements that the demo prints beside their targets. They never decide whether it succeeds.
 */
package io.tillstream.endtoend.speed;
