package io.tillstream.store.snapshot;

import io.tillstream.protocol.wire.SnapshotManifest;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A snapshot that terminals may fetch.
 *
 * @param manifest what it is
 * @param file the compressed file
 * @param madeAt the store's clock
 */
public record KeptSnapshot(SnapshotManifest manifest, Path file, Instant madeAt) {}
