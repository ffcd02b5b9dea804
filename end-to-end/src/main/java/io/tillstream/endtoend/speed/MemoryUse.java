package io.tillstream.endtoend.speed;

import io.tillstream.endtoend.program.ResidentMemory;
import io.tillstream.endtoend.tier.Chain;
import io.tillstream.endtoend.tier.Store;
import io.tillstream.endtoend.tier.Terminal;
import java.util.OptionalLong;

/**
 * Resident memory after everything has drained, the largest of each kind; 0 where the system does
 * not tell.
 *
 * @param agentKib of a terminal's agent
 * @param storeKib of a store server
 * @param headOfficeKib of head office
 */
public record MemoryUse(long agentKib, long storeKib, long headOfficeKib) {

  /** At most so many MiB for an idle agent. */
  public static final long AGENT_TARGET_MIB = 200;

  /** At most so many MiB for a store server. */
  public static final long STORE_TARGET_MIB = 400;

  /** Asks the system. */
  public static MemoryUse of(Chain chain) {
    return new MemoryUse(
        chain.terminals().stream()
            .map(Terminal::program)
            .map(ResidentMemory::kibOf)
            .mapToLong(MemoryUse::orZero)
            .max()
            .orElse(0),
        chain.stores().stream()
            .map(Store::program)
            .map(ResidentMemory::kibOf)
            .mapToLong(MemoryUse::orZero)
            .max()
            .orElse(0),
        orZero(ResidentMemory.kibOf(chain.headOffice().program())));
  }

  private static long orZero(OptionalLong kib) {
    return kib.orElse(0);
  }
}
