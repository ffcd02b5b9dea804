package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ClosedEpochOnH2Test extends ClosedEpochSentences {}
