package io.tillstream.store.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.identity.TerminalId;
import java.time.Instant;

/**
 * A terminal as administrators see it; what is not known is absent.
 *
 * @param terminal its name
 * @param epoch the last one granted; 0 before the first enrolment
 * @param enrolledAt when its present credential was issued
 * @param revokedAt when its credential was withdrawn without a successor
 * @param lastContact when it last called
 * @param pending how many documents waited in its outbox then
 * @param oldestPending when the oldest of them was recorded
 * @param agentVersion the version of its agent
 * @param skewMillis its clock minus the store's, as it measured last: positive where it is ahead
 * @param identity {@code ok}, or why an agent under its name may not go on: {@code restored},
 *     {@code forked} or {@code copied}
 * @param refusedAt when such an agent was told last
 * @param documents how many of this epoch the store holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TerminalState(
    TerminalId terminal,
    int epoch,
    Instant enrolledAt,
    Instant revokedAt,
    Instant lastContact,
    Long pending,
    Instant oldestPending,
    String agentVersion,
    Long skewMillis,
    String identity,
    Instant refusedAt,
    long documents) {}
