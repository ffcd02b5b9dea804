package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class FenceOnH2Test extends FenceSentences {}
