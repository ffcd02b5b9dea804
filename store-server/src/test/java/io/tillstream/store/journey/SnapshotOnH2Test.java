package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SnapshotOnH2Test extends SnapshotSentences {}
