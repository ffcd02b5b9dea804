package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class LayersOnH2Test extends LayersSentences {}
