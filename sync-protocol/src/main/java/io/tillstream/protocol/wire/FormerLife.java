package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Watermark;

/**
 * What a machine that is enrolled anew knows of the epoch it leaves.
 *
 * @param stream {@code S1/T1/1}
 * @param head the last document of its journal
 * @param witness no number beyond this n was shown in that epoch, or null when nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FormerLife(String stream, Watermark head, Long witness) {}
