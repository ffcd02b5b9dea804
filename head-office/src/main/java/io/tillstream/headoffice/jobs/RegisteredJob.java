package io.tillstream.headoffice.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A job in the register.
 *
 * @param name what it is called
 * @param createdAt when it was first registered
 * @param mayRead whether it holds a credential that was not withdrawn
 * @param position of the cursor that it last asked with: what it has; 0 before the first
 * @param behind how many positions the books are ahead of that
 * @param lastAskedAt when that was, or null; while it asks with the same cursor, to the minute
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegisteredJob(
    JobName name,
    Instant createdAt,
    boolean mayRead,
    long position,
    long behind,
    Instant lastAskedAt) {}
