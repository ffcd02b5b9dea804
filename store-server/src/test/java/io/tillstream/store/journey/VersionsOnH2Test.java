package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class VersionsOnH2Test extends VersionsSentences {}
