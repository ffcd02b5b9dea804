package io.tillstream.protocol.simulation;

import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.handshake.Witness;

/** What lies outside a terminal's database, each write of it synced. */
record WitnessFile(Witness witness, Sessions sessions) {}
