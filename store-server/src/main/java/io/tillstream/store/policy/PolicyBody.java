package io.tillstream.store.policy;

import java.util.List;

/**
 * A policy as people write it.
 *
 * @param name of the policy; a name that is there already gets another version
 * @param kind of cases
 * @param groups that it is about; every item when absent
 * @param quantityMoreThan decimal; no bound when absent
 * @param quantityAtMost decimal; no bound when absent
 * @param valueMoreThan decimal, in the store's currency; no bound when absent
 * @param valueAtMost decimal, in the store's currency; no bound when absent
 * @param ageHours how long a case has to be open; 0 when absent
 * @param choice what is done
 * @param by who writes it
 */
public record PolicyBody(
    String name,
    String kind,
    List<String> groups,
    String quantityMoreThan,
    String quantityAtMost,
    String valueMoreThan,
    String valueAtMost,
    Integer ageHours,
    String choice,
    String by) {}
