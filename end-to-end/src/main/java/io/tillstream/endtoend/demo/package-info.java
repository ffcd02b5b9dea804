/**
 * The demonstration: opens shops, sells through an outage, lets everything drain and shows whether
 * the tiers agree. It decides nothing that the other packages could.
 */
package io.tillstream.endtoend.demo;
