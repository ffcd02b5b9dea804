/** The small language in which the journeys speak of a shop: real programs behind plain words. */
package io.tillstream.endtoend.shop;
