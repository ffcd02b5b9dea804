package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class GoodsOnH2Test extends GoodsSentences {}
