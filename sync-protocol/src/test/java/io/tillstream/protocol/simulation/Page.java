package io.tillstream.protocol.simulation;

import io.tillstream.protocol.download.PageHeader;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a store answers to a pull.
 *
 * @param header where it stands
 * @param rows the changes
 * @param applied which of the terminal's own documents the stock figures hold, by stream
 * @param parked which of these the store has not booked
 * @param headOffice how far each of its streams is at head office
 */
record Page(
    PageHeader header,
    List<LogRow> rows,
    Map<DocumentStream, Long> applied,
    Set<DocumentKey> parked,
    Map<DocumentStream, Long> headOffice) {}
