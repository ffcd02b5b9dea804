package io.tillstream.protocol.valuation;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.stock.Movement;
import java.time.YearMonth;

/**
 * A movement with its worth.
 *
 * @param valuationSeq its place among all movements that were valued for the entity, from 1
 * @param movement what moved
 * @param counterpart where from, or where to, outside of the entity
 * @param month in which it is booked
 * @param remark why that is not the month of its business date, or why it is worth nothing
 * @param quantityThousandths positive when goods came in, negative when they went out
 * @param amountTenThousandths likewise
 * @param trueUpTenThousandths what earlier sales below zero have cost beyond what was booked
 */
public record Valued(
    long valuationSeq,
    Movement movement,
    Location counterpart,
    YearMonth month,
    Remark remark,
    long quantityThousandths,
    long amountTenThousandths,
    long trueUpTenThousandths) {}
