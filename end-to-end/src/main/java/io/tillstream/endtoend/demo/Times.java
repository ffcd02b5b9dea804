package io.tillstream.endtoend.demo;

import java.time.Duration;

/**
 * How long the parts of a demonstration took.
 *
 * @param starting all programs, enrolment included
 * @param seeding catalogue and opening stock, until every terminal has them
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
