package io.tillstream.store.count;

/**
 * Who posts, and what he accepts. The names are what the request says: the console has no users of
 * its own.
 *
 * @param countedBy who answers for the count
 * @param approvedBy another person who has looked at its variances, or absent
 * @param acceptUnmarked whether terminals without a mark may have documents under way
 * @param entries how many entries it had when they looked at it, or absent: with more of them
 *     nothing is posted
 */
public record PostingBody(
    String countedBy, String approvedBy, Boolean acceptUnmarked, Long entries) {}
