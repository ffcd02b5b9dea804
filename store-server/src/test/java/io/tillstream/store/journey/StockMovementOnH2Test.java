package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class StockMovementOnH2Test extends StockMovementSentences {}
