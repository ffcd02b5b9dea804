package io.tillstream.store.journey;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ScarceItemsOnH2Test extends ScarceItemsSentences {}
