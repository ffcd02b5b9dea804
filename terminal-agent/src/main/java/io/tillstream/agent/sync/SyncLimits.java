package io.tillstream.agent.sync;

import io.tillstream.protocol.upload.Backoff;
import java.time.Duration;

/**
 * How much and how often.
 *
 * @param batchDocumentsMax documents in one batch
 * @param batchBytesMax bytes in one batch, before compression
 * @param pageRows rows asked for in one page
 * @param pollShortest between two polls while something changes
 * @param pollLongest between two polls while nothing does
 * @param backoff after failures
 * @param refusedRest between attempts while the store refuses the credential
 */
public record SyncLimits(
    int batchDocumentsMax,
    int batchBytesMax,
    int pageRows,
    Duration pollShortest,
    Duration pollLongest,
    Backoff backoff,
    Duration refusedRest) {}
