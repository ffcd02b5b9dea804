package io.tillstream.endtoend.demo;

import java.time.Duration;

/**
 * How long the parts of a demonstration took.
 *
 * @param starting all programs, importing the catalogue and the opening stock, and enrolment
 * @param seeding from then until every terminal has them, out of a snapshot
 * @param sellingBefore the outage
 * @param sellingOffline during the outage
 * @param sellingAfter the link was restored
 * @param draining from the last receipt until nothing is on its way
 */
record Times(
    Duration starting,
    Duration seeding,
    Duration sellingBefore,
    Duration sellingOffline,
    Duration sellingAfter,
    Duration draining) {

  Duration selling() {
    return sellingBefore.plus(sellingOffline).plus(sellingAfter);
  }
}
