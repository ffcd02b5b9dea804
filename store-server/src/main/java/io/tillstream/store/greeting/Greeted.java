package io.tillstream.store.greeting;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Judgement;

/**
 * What a greeting is answered with; durable.
 *
 * @param judgement whether the terminal may go on
 * @param standing what the store holds of its stream
 * @param incarnation of the change log
 */
record Greeted(Judgement judgement, Watermark standing, String incarnation) {}
