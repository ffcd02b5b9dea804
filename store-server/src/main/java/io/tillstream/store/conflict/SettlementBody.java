package io.tillstream.store.conflict;

/**
 * A person's decision on a case.
 *
 * @param choice one of the settlements that fit
 * @param reason why
 * @param by who decides
 * @param documents how many documents the case named when the person looked; when absent, the
 *     decision stands for however many it names now
 * @param missing how much was missing then, as the case told it; when absent, whatever is missing
 *     now is settled
 * @param store the store that is to send goods; of the choice {@code transfer} alone
 * @param document the key of the sale whose goods are turned round; of {@code correct} alone
 */
public record SettlementBody(
    String choice,
    String reason,
    String by,
    Integer documents,
    String missing,
    String store,
    String document) {}
