package io.tillstream.headoffice.feed;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The first line of a page of the feed.
 *
 * @param feed version of the feed's form
 * @param next the cursor of a job that has landed this page; absent while there is nothing at all
 * @param position the last that the page covers
 * @param head the newest position
 * @param facts how many lines follow
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FeedHeader(int feed, String next, long position, long head, int facts) {

  /** The version of the form. */
  static final int VERSION = 1;
}
